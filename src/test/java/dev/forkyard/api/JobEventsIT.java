package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Events.Event;
import dev.forkyard.api.Http.Answer;
import dev.forkyard.api.events.EventStreams;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What clients are told of a job as it happens. */
class JobEventsIT extends RunningService {

    private static final String STORY = """
            {"calls":[{"function":"hello","args":["Peter"],"name":"greeter"},
                      {"function":"tell","args":[{"half":0.5}]},
                      {"function":"work","args":[0],"name":"Worker 1"}]}""";

    @Autowired
    private EventStreams streams;

    @Test
    void finishedJobIsToldWithAllThatHappened() {
        String job = http.run("batch", STORY).header("Location");
        List<Event> events = http.follow(job, "").rest();

        Event last = events.get(events.size() - 1);
        assertThat(last.name()).isEqualTo("state");
        assertThat(last.data().path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(last.data().path("type").asString()).isEqualTo("batch");
        List<Event> tasks = named(events, "task");
        assertThat(tasks)
                .extracting(task -> task.data().path("state").asString())
                .containsOnly("SUCCEEDED");
        assertThat(tasks)
                .extracting(task -> task.data().path("name").asString())
                .containsExactlyInAnyOrder("greeter", "task-1", "Worker 1");
        assertThat(named(events, "log"))
                .extracting(log -> log.data().path("name").asString() + ": "
                        + log.data().path("text").asString())
                .contains("greeter: hello Peter\n");
        assertThat(named(events, "message"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.data().path("value").toString()).isEqualTo("{\"half\":0.5}"));
        assertThat(named(events, "progress"))
                .singleElement()
                .satisfies(progress -> assertThat(
                                progress.data().at("/tasks/succeeded").asInt())
                        .isEqualTo(3));
    }

    @Test
    void whoComesBackIsToldTheRestAndNothingTwice() {
        String job = http.run("batch", STORY).header("Location");
        List<Event> events = told(http.follow(job, "").rest());

        for (int i = 0; i < events.size() - 1; i++) {
            Events rest = http.follow(job, events.get(i).id());
            assertThat(told(rest.rest())).isEqualTo(events.subList(i + 1, events.size()));
        }
        Events nothing = http.follow(job, events.get(events.size() - 1).id());
        assertThat(nothing.status()).isEqualTo(204);
        assertThat(nothing.rest()).isEmpty();
    }

    @Test
    void runningJobIsToldAsItGoesOn() {
        String job = sleeper();
        Event log;
        try (Events events = http.follow(job, "")) {
            List<Event> seen = events.until(isNamed("log"));
            assertThat(named(seen, "state"))
                    .last()
                    .satisfies(state ->
                            assertThat(state.data().path("state").asString()).isIn("QUEUED", "RUNNING"));
            assertThat(named(seen, "task")).singleElement().satisfies(task -> {
                assertThat(task.data().path("state").asString()).isEqualTo("RUNNING");
                assertThat(task.data().path("name").asString()).isEqualTo("Sleeper");
                assertThat(task.data().at("/attempts/0/worker").asString()).startsWith("worker-");
            });
            log = seen.get(seen.size() - 1);
            assertThat(log.data().path("text").asString()).isEqualTo("Sleeper starting with 600 s\n");
        }

        Events back = http.follow(job, log.id());
        http.post(job + "/cancel");
        List<Event> rest = back.rest();
        assertThat(named(rest, "log")).isEmpty();
        assertThat(rest.get(rest.size() - 1).data().path("state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void eachOfManyTasksIsToldOnce() {
        Answer submitted = http.submit(
                "map", "{\"function\":\"inc\",\"items\":[1%s],\"chunkSize\":1}".formatted(",1".repeat(1_999)));
        List<Event> events = http.follow(submitted.header("Location"), "").rest();

        assertThat(named(events, "task").stream()
                        .map(Event::data)
                        .filter(task -> task.path("state").asString().equals("SUCCEEDED"))
                        .map(task -> task.path("index").asInt()))
                .hasSize(2_000)
                .doesNotHaveDuplicates();
        assertThat(events.get(events.size() - 1).data().path("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void failureIsToldWithTheState() {
        String job = http.run("batch", "{\"calls\":[{\"function\":\"power\",\"args\":[2,10000000]}]}")
                .header("Location");
        List<Event> events = http.follow(job, "").rest();

        assertThat(events.get(events.size() - 1).data().at("/failure/reason").asString())
                .isEqualTo("TASK_ERROR");
    }

    @Test
    void deletedJobHasNoMoreEvents() {
        String job = http.run("batch", STORY).header("Location");
        http.delete(job);

        Answer gone = http.get(job + "/events", "Accept", "text/event-stream");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("JOB_NOT_FOUND");
    }

    @Test
    void idThatNoEventHasIsRefused() {
        String job = http.run("batch", STORY).header("Location");
        Answer refused = http.get(job + "/events", "Accept", "text/event-stream", "Last-Event-ID", "42");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("MALFORMED_REQUEST");
        assertThat(refused.body()).contains("Last-Event-ID");
    }

    @Test
    void moreClientsThanMayBeAreToldSo() {
        await().until(() -> streams.count() == 0);
        String job = sleeper();
        List<Events> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                open.add(http.follow(job, ""));
            }
            Answer refused = http.get(job + "/events", "Accept", "text/event-stream");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.body()).contains("3 clients");
        } finally {
            http.post(job + "/cancel");
        }
        assertThat(open).allSatisfy(events -> assertThat(events.rest()).isNotEmpty());
        await().until(() -> streams.count() == 0);
    }

    @Test
    void clientThatLeavesMakesRoom() {
        await().until(() -> streams.count() == 0);
        String job = sleeper();
        try {
            try (Events events = http.follow(job, "")) {
                assertThat(events.status()).isEqualTo(200);
                assertThat(streams.count()).isEqualTo(1);
            }
            await().until(() -> streams.count() == 0);
        } finally {
            http.post(job + "/cancel");
        }
    }

    @Test
    void whoOnlyAsksForHeadersFollowsNothing() {
        String job = sleeper();
        try {
            Answer head = http.send(http.request(job + "/events")
                    .method("HEAD", BodyPublishers.noBody())
                    .build());
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        } finally {
            http.post(job + "/cancel");
        }
    }

    @Test
    void secondAttemptIsToldWhileItRuns() {
        String job = sleeper();
        try (Events events = http.follow(job, "")) {
            events.until(isNamed("log"));
            long pid = http.get(job + "/tasks/0").json().at("/attempts/0/pid").longValue();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            List<Event> second = events.until(isNamed("log"));
            assertThat(second.get(second.size() - 1).data().path("attempt").asInt())
                    .isEqualTo(2);
            assertThat(second.get(second.size() - 1).data().path("text").asString())
                    .isEqualTo("Sleeper starting with 600 s\n");
            assertThat(http.get(job + "/logs").body()).isEqualTo("[0 Sleeper] Sleeper starting with 600 s\n".repeat(2));
        } finally {
            http.post(job + "/cancel");
        }
    }

    /** A job that prints a line and then sleeps for long. */
    private String sleeper() {
        return http.submit("batch", "{\"calls\":[{\"function\":\"work\",\"args\":[600],\"name\":\"Sleeper\"}]}")
                .header("Location");
    }

    private static Predicate<Event> isNamed(String name) {
        return event -> event.name().equals(name);
    }

    private static List<Event> named(List<Event> events, String name) {
        return events.stream().filter(isNamed(name)).toList();
    }

    /** What is told once; progress is told to everybody as it is. */
    private static List<Event> told(List<Event> events) {
        return events.stream().filter(isNamed("progress").negate()).toList();
    }
}
