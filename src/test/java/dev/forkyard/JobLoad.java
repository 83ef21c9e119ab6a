package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that submits jobs, looks at them and cancels some, over the lives of many servers with the same data; it
 * remembers what it was told, and fails when it is told something else later. For use by one thread at a time.
 */
final class JobLoad {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JOBS = "/api/v1/jobs";
    private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

    /** Jobs that may be under way, so that the last server finishes soon. */
    private static final int MOST_UNFINISHED = 12;

    private static final int MOST_ENDLESS = 1;

    /** Between two requests, since the load is to be the jobs. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private static final Duration END = Duration.ofSeconds(30);

    private final Random random;
    private final int sleep;
    private final Map<String, Known> byName = new LinkedHashMap<>();

    /** @param sleep how many seconds the processes sleep that tasks start, which tells them from others */
    JobLoad(Random random, int sleep) {
        this.random = random;
        this.sleep = sleep;
    }

    /** What the client knows of one job. */
    private static final class Known {

        final String name;
        final LoadKind kind;
        String id = "";
        boolean cancelAsked;
        boolean cancelAccepted;
        String end = "";
        int succeeded;

        Known(String name, LoadKind kind) {
            this.name = name;
            this.kind = kind;
        }

        /** An answer about the job: it says nothing that an earlier one excludes. */
        void told(String body) {
            JsonNode job = JSON.readTree(body);
            if (!end.isEmpty()) {
                assertThat(body).as("what was final").isEqualTo(end);
            }
            int nowSucceeded = job.at("/progress/tasks/succeeded").asInt();
            assertThat(nowSucceeded).as("tasks that have succeeded, by " + body).isGreaterThanOrEqualTo(succeeded);
            succeeded = nowSucceeded;
            String state = job.path("state").asString();
            assertThat(state).as(body).isNotEmpty();
            if (cancelAccepted) {
                assertThat(state).as(body).isIn("CANCELLING", "CANCELLED");
            }
            if (FINAL.contains(state)) {
                end = body;
            }
        }

        boolean isUnfinished() {
            return end.isEmpty();
        }
    }

    /** Goes on until the server is gone. */
    void run(ServerProcess server) throws InterruptedException {
        try {
            while (true) {
                act(server);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (UncheckedIOException e) {
            assertThat(server.awaitEnd(END)).as("end of the server after " + e).isTrue();
        }
    }

    private void act(ServerProcess server) {
        List<Known> unfinished = accepted().stream().filter(Known::isUnfinished).toList();
        int dice = random.nextInt(10);
        if (unfinished.isEmpty() || (dice < 3 && unfinished.size() < MOST_UNFINISHED)) {
            submit(server, unfinished);
        } else if (dice == 3) {
            Known job = any(unfinished);
            // Now and then one that would end by itself.
            if (!job.kind.endsByItself() || random.nextInt(4) == 0) {
                cancel(server, job);
            }
        } else {
            look(server, any(dice < 8 ? unfinished : accepted()));
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<Known> accepted() {
        return byName.values().stream().filter(job -> !job.id.isEmpty()).toList();
    }

    private void submit(ServerProcess server, List<Known> unfinished) {
        List<LoadKind> kinds = new ArrayList<>(List.of(LoadKind.values()));
        if (unfinished.stream().filter(job -> job.kind == LoadKind.ENDLESS).count() >= MOST_ENDLESS) {
            kinds.remove(LoadKind.ENDLESS);
        }
        Known job = new Known("job-" + byName.size(), any(kinds));
        byName.put(job.name, job);
        HttpResponse<String> answer = server.post(JOBS, job.kind.submission(job.name, random.nextInt(10), sleep));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        job.id = JSON.readTree(answer.body()).path("id").asString();
        job.told(answer.body());
    }

    private void look(ServerProcess server, Known job) {
        HttpResponse<String> answer = server.get(JOBS + "/" + job.id);
        assertThat(answer.statusCode()).as(job.name + ": " + answer.body()).isEqualTo(200);
        job.told(answer.body());
    }

    private void cancel(ServerProcess server, Known job) {
        job.cancelAsked = true;
        HttpResponse<String> answer = server.post(JOBS + "/" + job.id + "/cancel");
        if (answer.statusCode() == 202) {
            job.cancelAccepted = true;
            job.told(answer.body());
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            look(server, job);
            assertThat(job.end).as("the end that forbids to cancel").isNotEmpty();
        }
    }

    /** Cancels what would never end, also where the server was killed before it could say that it had accepted it. */
    void cancelEndless(ServerProcess server) {
        for (JsonNode listed : list(server)) {
            Known job = known(listed);
            if (!job.kind.endsByItself() && !FINAL.contains(listed.path("state").asString())) {
                job.id = listed.path("id").asString();
                cancel(server, job);
            }
        }
    }

    /** Whether all jobs are final. */
    boolean isOver(ServerProcess server) {
        return list(server).stream()
                .allMatch(job -> FINAL.contains(job.path("state").asString()));
    }

    /** Fails unless every job is there that ever was accepted, and has come to what it must; how many came to what. */
    Map<String, Integer> check(ServerProcess server) {
        List<JsonNode> listed = list(server);
        assertThat(listed.stream().map(job -> job.path("id").asString()))
                .doesNotHaveDuplicates()
                .containsAll(accepted().stream().map(job -> job.id).toList());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (JsonNode each : listed) {
            Known job = known(each);
            job.id = each.path("id").asString();
            look(server, job);
            String state = JSON.readTree(job.end).path("state").asString();
            counts.merge(job.kind + " " + state, 1, Integer::sum);
            checkEnd(server, job, state);
        }
        return counts;
    }

    private void checkEnd(ServerProcess server, Known job, String state) {
        if (job.cancelAccepted || !job.kind.endsByItself()) {
            assertThat(state).as(job.end).isEqualTo("CANCELLED");
        } else if (!(job.cancelAsked && state.equals("CANCELLED"))) {
            assertThat(state).as(job.end).isEqualTo("SUCCEEDED");
            job.kind.check(server.getJson(JOBS + "/" + job.id + "/result"));
        }
        JsonNode tasks = JSON.readTree(job.end).at("/progress/tasks");
        assertThat(tasks.path("queued").asInt() + tasks.path("running").asInt())
                .as(job.end)
                .isZero();
    }

    private Known known(JsonNode listed) {
        Known job = byName.get(listed.path("name").asString());
        assertThat(job).as("the job that is listed as " + listed).isNotNull();
        return job;
    }

    private static List<JsonNode> list(ServerProcess server) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.getJson(JOBS + "?limit=500" + cursor);
            page.path("items").forEach(all::add);
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
