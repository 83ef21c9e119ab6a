package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.api.Http.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the service tells of itself: job types, workers, pool, cores, limits, health, metrics. */
class ServiceFactsIT extends RunningService {

    @Test
    void jobTypesTellSchemasAndExamples() {
        JsonNode types = http.get("/api/v1/job-types").json().path("items");
        assertThat(types.valueStream().map(type -> type.path("name").asString()))
                .contains("pi-digits", "pi-monte-carlo", "test-echo");

        JsonNode type = http.get("/api/v1/job-types/pi-digits").json();
        assertThat(type.propertyNames()).containsExactly("name", "description", "paramsSchema", "examples", "details");
        assertThat(type.path("paramsSchema").path("required").toString()).isEqualTo("[\"precisions\"]");
        JsonNode example = type.path("examples").get(0);
        assertThat(http.run("pi-digits", example.path("params").toString()).state())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void unknownJobTypeIsNotFound() {
        Answer answer = http.get("/api/v1/job-types/nonsense");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("JOB_TYPE_NOT_FOUND");
        assertThat(answer.json().path("detail").asString()).contains("pi-digits");
    }

    @Test
    void workersTellWhatTheyDo() {
        Path release = releaseFile();
        String job = http.submit("test-sleep", sleepUntil(release)).id();

        await().untilAsserted(() -> {
            Optional<JsonNode> busy = http.get("/api/v1/workers")
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(worker ->
                            worker.path("currentTask").path("job").asString("").equals(job)
                                    && worker.path("currentTask").has("task"))
                    .findFirst();
            assertThat(busy).isPresent();
            assertThat(busy.get().path("state").asString()).isEqualTo("BUSY");
            assertThat(busy.get().path("currentTask").toString())
                    .isEqualTo("{\"job\":\"%s\",\"task\":0,\"name\":\"task-0\",\"attempt\":1}".formatted(job));
        });
        create(release);
        JsonNode worker = http.get("/api/v1/workers/worker-1").json();
        assertThat(worker.path("id").asString()).isEqualTo("worker-1");
        assertThat(worker.path("ppid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(ProcessHandle.of(worker.path("pid").asLong())).isPresent();
        assertThat(worker.path("alive").asBoolean()).isTrue();
        assertThat(worker.path("retiring").isBoolean()).isTrue();
        assertThat(http.get("/api/v1/workers/worker-3").code()).isEqualTo("WORKER_NOT_FOUND");
    }

    @Test
    void poolTellsItsSize() {
        JsonNode pool = http.get("/api/v1/pool").json();

        assertThat(pool.path("size").asInt()).isEqualTo(2);
        assertThat(pool.path("ready").asBoolean()).isTrue();
        assertThat(pool.path("pinning").asString()).isNotEmpty();
        assertThat(pool.path("stopped").asInt(-1)).isZero();
        assertThat(pool.has("spares")).isTrue();
        assertThat(pool.path("circuit").asString()).isEqualTo("CLOSED");
        assertThat(pool.path("memory").propertyNames())
                .containsExactly("neededBytes", "availableBytes", "fits", "explanation");
        assertThat(pool.path("memory").path("neededBytes").asLong()).isPositive();
        assertThat(pool.path("memory").path("explanation").asString()).isNotEmpty();
    }

    @Test
    void coresTellWhatTheyDid() {
        http.run("test-burn", "{\"count\":4,\"millis\":20}");

        JsonNode cores = http.get("/api/v1/cores").json().path("items");

        assertThat(cores.valueStream()
                        .mapToLong(core -> core.path("tasks").asLong())
                        .sum())
                .isGreaterThanOrEqualTo(4);
        assertThat(cores.valueStream()
                        .mapToDouble(core -> core.path("cpuSeconds").doubleValue())
                        .sum())
                .isGreaterThanOrEqualTo(0.08);
        assertThat(cores.get(0).propertyNames())
                .contains(
                        "core",
                        "pinned",
                        "tasks",
                        "busySeconds",
                        "cpuSeconds",
                        "idleSeconds",
                        "utilization1m",
                        "utilization5m");
    }

    @Test
    void limitsCoverTheServiceAndTheParamsOfEachJobType() {
        Map<String, JsonNode> limits = http.get("/api/v1/limits")
                .json()
                .path("items")
                .valueStream()
                .collect(Collectors.toMap(
                        limit -> limit.path("name").asString() + " "
                                + limit.path("unit").asString(),
                        limit -> limit));

        assertThat(limits)
                .containsKeys(
                        "jobs.unfinished jobs",
                        "job.tasks tasks",
                        "job.name characters",
                        "job.labels labels",
                        "label.key characters",
                        "label.value characters",
                        "job.parallelism workers",
                        "result.length characters",
                        "result.inlineLength characters",
                        "request.limit items");
        assertThat(limits.get("request.body bytes").path("maximum").asLong()).isEqualTo(16 << 20);
        assertThat(limits.get("request.wait seconds").path("maximum").asInt()).isEqualTo(60);
        assertThat(limits.get("job.priority value").path("default").asInt()).isEqualTo(5);
        JsonNode timeout = limits.get("job.timeout seconds");
        assertThat(timeout.path("default").asInt()).isEqualTo(86_400);
        assertThat(timeout.path("maximum").asInt()).isEqualTo(2_592_000);
        assertThat(limits.get("job.taskTimeout seconds").has("default")).isFalse();
        assertThat(limits.get("job.taskTimeout seconds").path("maximum").asInt())
                .isEqualTo(2_592_000);
        assertThat(limits.get("job.queueTimeout seconds").path("default").asInt())
                .isEqualTo(86_400);
        assertThat(limits.get("job.maxAttempts attempts").path("default").asInt())
                .isEqualTo(3);
        assertThat(limits.get("job.maxAttempts attempts").path("maximum").asInt())
                .isEqualTo(20);
        assertThat(limits.get("pool.size workers").path("maximum").asInt()).isEqualTo(1024);
        assertThat(limits.get("pi-digits.precisions items").path("maximum").asInt())
                .isEqualTo(1000);
        assertThat(limits.get("pi-digits.precisions[] value").path("maximum").asInt())
                .isEqualTo(100_000_000);
        assertThat(limits.get("pi-monte-carlo.samples value").path("minimum").asInt())
                .isEqualTo(1);
        assertThat(limits.get("test-echo.count value").path("default").asInt()).isEqualTo(1);
    }

    @Test
    void healthAndMetricsAreTheOnlyOtherEndpoints() {
        assertThat(http.get("/actuator/health").json().path("status").asString())
                .isEqualTo("UP");
        assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
        JsonNode readiness = http.get("/actuator/health/readiness").json();
        assertThat(readiness.path("components").propertyNames()).contains("pool", "store", "readinessState");
        assertThat(http.get("/actuator/prometheus").body()).contains("forkyard_jobs_submitted_total");
        assertThat(http.get("/actuator/info").status()).isEqualTo(200);
        for (String other : new String[] {"env", "beans", "metrics", "heapdump", "shutdown", "loggers", "threaddump"}) {
            assertThat(http.get("/actuator/" + other).status()).as(other).isEqualTo(404);
        }
    }

    @Test
    void rootLeadsToThePagesThatExplain() {
        Answer root = http.get("/");

        assertThat(root.status()).isEqualTo(302);
        assertThat(root.header("Location")).isEqualTo("/swagger-ui.html");
    }
}
