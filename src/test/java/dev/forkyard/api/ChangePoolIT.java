package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Resizing the pool and restarting its workers while they work. */
class ChangePoolIT extends RunningService {

    private static final String POOL = "/api/v1/pool";
    private static final String WORKERS = "/api/v1/workers";
    private static final int SIZE = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The other tests share the service and expect it as it was. */
    @AfterEach
    void restoreThePool() {
        http.put(POOL, "{\"size\":%d}".formatted(SIZE));
        await().atMost(PATIENCE).until(() -> {
            JsonNode workers = http.get(WORKERS).json().path("items");
            return workers.size() == SIZE
                    && workers.valueStream()
                            .allMatch(worker -> worker.path("state").asString().equals("IDLE")
                                    && !worker.path("retiring").asBoolean());
        });
    }

    @Test
    void largerPoolGetsNewWorkers() {
        Answer resized = http.put(POOL, "{\"size\":3}");

        assertThat(resized.status()).isEqualTo(200);
        assertThat(resized.json().path("size").asInt()).isEqualTo(3);
        assertThat(resized.json().propertyNames())
                .isEqualTo(http.get(POOL).json().propertyNames());
        await().atMost(PATIENCE).until(() -> http.get(POOL).json().path("idle").asInt() == 3);
        assertThat(names()).containsExactly("worker-1", "worker-2", "worker-3");
    }

    @Test
    void smallerPoolKeepsWhatItsWorkersRun() {
        Path release = releaseFile();
        List<String> jobs = List.of(
                http.submit("test-sleep", sleepUntil(release)).header("Location"),
                http.submit("test-sleep", sleepUntil(release)).header("Location"));
        await().atMost(PATIENCE).until(() -> http.get(POOL).json().path("busy").asInt() == 2);

        Answer resized = http.put(POOL, "{\"size\":1}");

        assertThat(resized.status()).isEqualTo(200);
        assertThat(resized.json().path("size").asInt()).isEqualTo(1);
        create(release);
        for (String job : jobs) {
            JsonNode ended = http.end(job).json();
            assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(attempts(job)).hasSize(1);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(names()).hasSize(1));
    }

    @Test
    void sizeOfThePoolAsItIsIsNoError() {
        Answer resized = http.put(POOL, "{\"size\":%d}".formatted(SIZE));

        assertThat(resized.status()).isEqualTo(200);
        assertThat(resized.json().path("size").asInt()).isEqualTo(SIZE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                     | INVALID_POOL   | /size
                    {"size": 0}            | INVALID_POOL   | /size
                    {"size": 1025}         | INVALID_POOL   | /size
                    {"size": "3"}          | INVALID_POOL   | /size
                    {"size": 3.5}          | INVALID_POOL   | /size
                    {"size": null}         | INVALID_POOL   | /size
                    {"size": 3, "pin": 1}  | INVALID_POOL   | /pin
                    {"Size": 3}            | INVALID_POOL   | /Size /size
                    3                      | INVALID_POOL   | ``
                    {"size": 3, "size": 4} | MALFORMED_JSON | ``
                    {"size": 3             | MALFORMED_JSON | ``
                    ``                     | MALFORMED_JSON | ``
                    {"size": 1e99999}      | JSON_LIMIT_EXCEEDED | /size
                    """)
    void wrongSizeIsRefusedAndChangesNothing(String body, String code, String pointers) {
        Answer refused = http.put(POOL, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.pointers()).isEqualTo(pointers);
        assertThat(http.get(POOL).json().path("size").asInt()).isEqualTo(SIZE);
    }

    @Test
    void idleWorkerIsReplacedOnRequest() {
        long before = pid("worker-1");

        Answer restarted = http.post(WORKERS + "/worker-1/restart");

        assertThat(restarted.status()).isEqualTo(202);
        assertThat(restarted.id()).isEqualTo("worker-1");
        await().atMost(PATIENCE)
                .until(() -> pid("worker-1") != before && state("worker-1").equals("IDLE"));
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(before).isEmpty());
    }

    @Test
    void busyWorkerIsReplacedOnceItIsFree() {
        Path release = releaseFile();
        String job = http.submit("test-sleep", sleepUntil(release)).header("Location");
        String worker = workerOf(job);
        long before = pid(worker);

        Answer restarted = http.post(WORKERS + "/" + worker + "/restart?force=false");

        assertThat(restarted.status()).isEqualTo(202);
        assertThat(restarted.json().path("retiring").asBoolean()).isTrue();
        create(release);
        assertThat(http.end(job).state()).isEqualTo("SUCCEEDED");
        assertThat(attempts(job)).hasSize(1);
        await().atMost(PATIENCE).until(() -> pid(worker) != before);
    }

    @Test
    void forceKillsWhatTheWorkerRuns() {
        Path release = releaseFile();
        String job = http.submit("test-sleep", sleepUntil(release)).header("Location");
        String worker = workerOf(job);

        Answer restarted = http.post(WORKERS + "/" + worker + "/restart?force=true");

        assertThat(restarted.status()).isEqualTo(202);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(attempts(job)).hasSizeGreaterThan(1));
        create(release);
        assertThat(http.end(job).state()).isEqualTo("SUCCEEDED");
        JsonNode failure = attempts(job).get(0).path("failure");
        assertThat(failure.path("reason").asString()).isEqualTo("SERVER_LOST");
        assertThat(failure.path("signal").asString()).isEqualTo("SIGKILL");
    }

    @ParameterizedTest
    @CsvSource({"worker-99", "worker-0", "nonsense"})
    void unknownWorkerIsNotFound(String worker) {
        Answer refused = http.post(WORKERS + "/" + worker + "/restart");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.code()).isEqualTo("WORKER_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "?force=yes, /force",
        "?force=TRUE, /force",
        "?force=, /force",
        "?force, /force",
        "?force=true&force=true, /force",
        "?forced=true, /forced",
        "?force=1&x=1, /x /force",
    })
    void badQueryIsRefusedAndRestartsNothing(String query, String pointers) {
        long before = pid("worker-1");

        Answer refused = http.post(WORKERS + "/worker-1/restart" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("INVALID_QUERY");
        assertThat(refused.pointers()).isEqualTo(pointers);
        assertThat(pid("worker-1")).isEqualTo(before);
    }

    private List<String> names() {
        return http.get(WORKERS)
                .json()
                .path("items")
                .valueStream()
                .map(worker -> worker.path("id").asString())
                .toList();
    }

    private long pid(String worker) {
        return http.get(WORKERS + "/" + worker).json().path("pid").asLong();
    }

    private String state(String worker) {
        return http.get(WORKERS + "/" + worker).state();
    }

    private List<JsonNode> attempts(String job) {
        return http.get(job + "/tasks/0").json().path("attempts").valueStream().toList();
    }

    /** The worker that runs the job's only task, once one does. */
    private String workerOf(String job) {
        await().atMost(PATIENCE).until(() -> !attempts(job).isEmpty());
        return attempts(job).get(0).path("worker").asString();
    }
}
