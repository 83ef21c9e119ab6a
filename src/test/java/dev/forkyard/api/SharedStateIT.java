package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tasks of a job share, as its users see it. */
class SharedStateIT extends RunningService {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static String batch(String shared, String... calls) {
        return "{\"type\":\"batch\",%s\"params\":{\"calls\":[%s]}}".formatted(shared, String.join(",", calls));
    }

    private static String call(String function, String args) {
        return "{\"function\":\"%s\",\"args\":[%s]}".formatted(function, args);
    }

    /** Each task's steps; see the job type test-share. */
    private static String share(String shared, String... tasks) {
        return "{\"type\":\"test-share\",%s\"params\":{\"tasks\":%s}}"
                .formatted(shared, JSON.writeValueAsString(tasks));
    }

    private Answer start(String submission) {
        Answer accepted = http.post("/api/v1/jobs", submission);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return accepted;
    }

    private JsonNode part(Answer job, String part) {
        return http.get(job.header("Location") + part).json();
    }

    private JsonNode end(Answer job) {
        return http.end(job.header("Location")).json();
    }

    @Test
    void thirtyTasksThatEachAddOneUnderTheLockMakeThirty() {
        Answer job = http.run(
                batch("", Collections.nCopies(30, call("count", "\"n\",1")).toArray(String[]::new)));

        assertThat(job.json().at("/result/values").valueStream().map(JsonNode::asInt))
                .doesNotHaveDuplicates()
                .hasSize(30)
                .contains(1, 30);
        assertThat(part(job, "/counters").toString()).isEqualTo("{\"items\":[{\"name\":\"n\",\"value\":30}]}");
        assertThat(part(job, "/counters/n").path("value").asInt()).isEqualTo(30);
        assertThat(http.get(job.header("Location") + "/logs").body()).contains("Counter: 1\n", "Counter: 30\n");
    }

    @Test
    void eachOfFourTakesHasAWordOfItsOwn() {
        String[] takes = Collections.nCopies(4, call("take", "\"words\",5")).toArray(String[]::new);
        Answer job = http.run(batch("\"queues\":{\"words\":[\"wood\",\"sky\",\"cloud\",\"ocean\"]},", takes));

        assertThat(job.json().at("/result/values").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("wood", "sky", "cloud", "ocean");
        assertThat(http.get(job.header("Location") + "/logs").body().lines())
                .hasSize(4)
                .allMatch(line -> line.matches("\\[\\d] .+ data received: (wood|sky|cloud|ocean)"));
    }

    @Test
    void whatTasksLeftInAQueueIsReadWhenTheJobHasEnded() {
        String[] puts = Collections.nCopies(4, call("put-random", "\"q\"")).toArray(String[]::new);
        Answer job = http.run(batch("\"queues\":{\"q\":{\"items\":[{\"a\":[1,2.50]}],\"capacity\":7}},", puts));
        JsonNode queue = part(job, "/queues/q?limit=3");

        assertThat(part(job, "/queues").toString())
                .isEqualTo(
                        "{\"items\":[{\"name\":\"q\",\"size\":5,\"capacity\":7,\"waitingTakes\":0,\"waitingPuts\":0}]}");
        assertThat(queue.path("size").asInt()).isEqualTo(5);
        assertThat(queue.path("items").size()).isEqualTo(3);
        assertThat(http.get(job.header("Location") + "/queues/q").body()).contains("[{\"a\":[1,2.50]},");
        assertThat(queue.at("/items/1").asDouble()).isBetween(0.0, 1.0);
        assertThat(job.json().at("/result/values").valueStream().map(JsonNode::asDouble))
                .contains(queue.at("/items/1").asDouble());
    }

    @Test
    void messagesAreFollowedByTheirNumbers() {
        Answer job = http.run(batch("", call("tell", "{\"a\":[1,2.50]}"), call("tell", "\"ü\""), call("tell", "3")));
        JsonNode messages = part(job, "/messages").path("items");
        assertThat(http.get(job.header("Location") + "/messages").body()).contains("\"value\":{\"a\":[1,2.50]}");

        assertThat(messages.valueStream().map(each -> each.path("number").asInt()))
                .containsExactly(1, 2, 3);
        assertThat(messages.valueStream().map(each -> each.path("value").toString()))
                .contains("\"ü\"", "3");
        assertThat(messages.get(0).propertyNames())
                .containsExactly("number", "task", "attempt", "worker", "at", "value");
        assertThat(part(job, "/messages?after=1&limit=1").path("items"))
                .hasSize(1)
                .first()
                .isEqualTo(messages.get(1));
        assertThat(part(job, "/messages?after=3").path("items")).isEmpty();
    }

    @Test
    void stateIsSeenWhileTheJobRuns() {
        Path release = releaseFile();
        Answer job = start(share(
                "\"counters\":{\"n\":5},\"queues\":{\"q\":[]},",
                "lock n; add n 1; tell half; await %s; put q 1 x".formatted(release),
                "take q 600"));

        await().until(() -> part(job, "/queues/q").path("waitingTakes").asInt() == 1
                && part(job, "/counters/n").path("value").asInt() == 6);
        assertThat(part(job, "/counters/n").path("lockedBy").path("task").asInt(-1))
                .isZero();
        await().until(() ->
                part(job, "/messages").at("/items/0/value").asString().equals("half"));
        create(release);
        assertThat(end(job).path("result").toString()).isEqualTo("{\"tasks\":[[\"6\"],[\"x\"]]}");
        assertThat(part(job, "/counters/n").has("lockedBy")).isFalse();
    }

    /** The server has the state, and counts what the lost attempt did: at least once. */
    @Test
    void lockAndStateOutliveTheWorkerThatIsLost() {
        Answer job = http.run(share(
                "\"queues\":{\"q\":[\"a\",\"b\"]},",
                "lock n; add n 1; take q 5; tell told; die; unlock",
                "lock n; add n 10; unlock"));

        assertThat(job.state()).as(job.body()).isEqualTo("SUCCEEDED");
        assertThat(part(job, "/counters/n").path("value").asInt()).isEqualTo(12);
        assertThat(part(job, "/queues/q").path("size").asInt()).isZero();
        assertThat(job.json().at("/result/tasks/0/1").asString()).isEqualTo("b");
        assertThat(part(job, "/messages")
                        .path("items")
                        .valueStream()
                        .map(each -> each.path("attempt").asInt()))
                .containsExactly(1, 2);
    }

    @Test
    void waitOfAKilledWorkerTakesNothing() {
        Path release = releaseFile();
        Answer job = start(share("\"queues\":{\"q\":[]},", "take q 600", "await %s; put q 5 only".formatted(release)));
        await().until(() -> part(job, "/queues/q").path("waitingTakes").asInt() == 1);
        long pid = part(job, "/tasks/0").at("/attempts/0/pid").asLong();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        await().until(() -> part(job, "/tasks/0").path("attempts").size() == 2
                && part(job, "/queues/q").path("waitingTakes").asInt() == 1);
        create(release);

        assertThat(end(job).path("result").toString()).isEqualTo("{\"tasks\":[[\"only\"],[]]}");
    }

    @Test
    void cancelledJobStopsItsWaits() {
        Answer job = start(share("\"queues\":{\"q\":[]},", "take q 600", "lock n; await /no/such/file"));
        await().until(() -> part(job, "/queues/q").path("waitingTakes").asInt() == 1);
        assertThat(http.post(job.header("Location") + "/cancel").status()).isEqualTo(202);

        assertThat(end(job).path("state").asString()).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            take q 0.2; add n 1        | QueueEmptyException  | The queue 'q' is empty. Waited for 0.2 s.
            put one 0.2 x              | QueueFullException   | The queue 'one' is full, as its capacity is 1. Waited for 0.2 s.
            take q 86400               | QueueEmptyException  | no task of the job runs, or can begin, that would put something
            put one 86400 x            | QueueFullException   | no task of the job runs, or can begin, that would take something
            put none 1 x               | NoSuchQueueException | The job has no queue 'none'; it has one, q.
            open big 100001            | SharedLimitException | The capacity of a queue may be 100000; that of 'big' would be 100001.
            add -n 1                   | java.lang.IllegalArgumentException | A counter cannot be named '-n'
            add n 9223372036854775807; add n 1 | SharedLimitException | range of 64 bits
            """)
    void whatCannotBeEndsInANamedFailure(String steps, String type, String message) {
        // The second task of the first two cases runs on, so that these waits are not in vain.
        Path release = releaseFile();
        boolean waits = message.contains("Waited");
        String[] tasks = waits ? new String[] {steps, "await " + release} : new String[] {steps};
        Answer job = start(share("\"queues\":{\"q\":[],\"one\":{\"items\":[1],\"capacity\":1}},", tasks));
        JsonNode failure = end(job).path("failure");

        assertThat(failure.path("reason").asString()).isEqualTo("TASK_ERROR");
        assertThat(failure.path("exceptionType").asString())
                .isEqualTo(type.contains(".") ? type : "dev.forkyard.task." + type);
        assertThat(failure.path("message").asString()).contains(message);
    }

    @Test
    void failureOfAFunctionTellsWhichCallAndItsOwnException() {
        JsonNode failure = http.run(batch("\"queues\":{\"q\":[]},", call("inc", "1"), call("take", "\"p\",1")))
                .json()
                .path("failure");

        assertThat(failure.path("message").asString())
                .isEqualTo("take(p, 1), call 1: The job has no queue 'p'; it has q.");
        assertThat(failure.path("exceptionType").asString()).isEqualTo("dev.forkyard.task.NoSuchQueueException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"counters":{"a b":1,"x":1.5}}                              | /counters/a b /counters/x
            {"counters":[1],"queues":7}                                 | /counters /queues
            {"queues":{"q":[1,null]}}                                   | /queues/q/1
            {"queues":{"q":{"items":[1,2],"capacity":1},"r":"x"}}       | /queues/q/items /queues/r
            {"queues":{"q":{"item":[]},"r":{"capacity":0}}}             | /queues/q/item /queues/r/capacity
            """)
    void wrongContentsAreRefusedWithWhereTheyAre(String fields, String pointers) {
        long before = stored();
        Answer answer =
                http.post("/api/v1/jobs", batch(fields.substring(1, fields.length() - 1) + ",", call("inc", "1")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointers()).isEqualTo(pointers);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void unknownNamesAreNotFoundAndWrongQueriesRefused() {
        Answer job = http.run(batch("\"counters\":{\"a\":1,\"b\":2},", call("inc", "1")));
        Answer counter = http.get(job.header("Location") + "/counters/c");
        Answer queue = http.get(job.header("Location") + "/queues/q");

        assertThat(counter.status()).isEqualTo(404);
        assertThat(counter.code()).isEqualTo("COUNTER_NOT_FOUND");
        assertThat(counter.json().path("detail").asString()).endsWith("it has a, b.");
        assertThat(queue.code()).isEqualTo("QUEUE_NOT_FOUND");
        assertThat(queue.json().path("detail").asString()).endsWith("it has none.");
        for (String part : List.of("/counters", "/counters/a", "/queues", "/queues/q", "/messages")) {
            assertThat(http.get("/api/v1/jobs/01980000-0000-7000-8000-000000000000" + part)
                            .code())
                    .isEqualTo("JOB_NOT_FOUND");
        }
        assertThat(http.get(job.header("Location") + "/messages?after=-1&limit=0&x=1")
                        .pointers())
                .isEqualTo("/x /after /limit");
    }

    @Test
    void limitsAreTold() {
        assertThat(http.get("/api/v1/limits")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(each -> each.path("name").asString())
                        .collect(Collectors.toSet()))
                .contains(
                        "job.counters",
                        "job.queues",
                        "queue.capacity",
                        "job.messages",
                        "shared.valueLength",
                        "shared.wait");
    }
}
