package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The executable JAR in an empty directory: what it does from its first start on, and what survives its end. */
@Timeout(900)
@Tag("long")
class ExecutableJarIT {

    private static final String LIST =
            "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[1000,1500,2000],\"algorithm\":\"bbp\"}}";

    /** Sixty-four tasks of a few tenths of a second each. */
    private static final String LONG = "{\"type\":\"pi-monte-carlo\",\"params\":{\"samples\":30000000000,\"seed\":42}}";

    @TempDir
    Path directory;

    @Test
    void runsTheFirstJobInAnEmptyDirectory() throws Exception {
        try (ServerProcess server = ServerProcess.start(directory)) {
            JsonNode job = server.run(LIST);

            assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(job.at("/result/values/0/digits").asString())
                    .startsWith("3.14159265358979")
                    .hasSize(1001);
            assertThat(directory.resolve("data/forkyard.db")).exists();
            assertThat(server.log()).doesNotContain("WARN").doesNotContain("ERROR");
        }
    }

    @Test
    void hasTheCodeOfASubmissionLoadedBeforeTheFirstOne() throws Exception {
        Path loaded = directory.resolve("loaded.log");
        try (ServerProcess server = ServerProcess.launch(
                        directory, List.of("-Xlog:class+load:file=" + loaded), ServerProcess.REHEARSAL + "true")
                .awaitReady()) {
            await("rehearsed")
                    .atMost(Duration.ofMinutes(5))
                    .untilAsserted(() -> assertThat(Files.readString(loaded))
                            .contains(" com.networknt.schema.Schema ")
                            .contains(" dev.forkyard.api.submission.SubmissionFields ")
                            .contains(" dev.forkyard.api.answer.JobAnswer "));
            assertThat(server.getJson("/api/v1/jobs").path("items")).isEmpty();
        }
    }

    @Test
    void killedServerLeavesNoWorkerAndTheNextOneFinishesItsJob() throws Exception {
        String id;
        int done;
        try (ServerProcess server = ServerProcess.start(directory)) {
            id = server.postJson("/api/v1/jobs", LONG).path("id").asString();
            await("some tasks done")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> succeeded(server.getJson("/api/v1/jobs/" + id)) >= 3);
            done = succeeded(server.getJson("/api/v1/jobs/" + id));
            List<ProcessHandle> workers = server.workers();
            assertThat(workers).isNotEmpty();

            server.kill();

            await("workers gone")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (ServerProcess server = ServerProcess.start(directory)) {
            JsonNode resumed = server.getJson("/api/v1/jobs/" + id);
            assertThat(succeeded(resumed)).isGreaterThanOrEqualTo(done);

            await("job finished")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> server.getJson("/api/v1/jobs/" + id)
                            .path("state")
                            .asString()
                            .equals("SUCCEEDED"));

            JsonNode tasks = server.getJson("/api/v1/jobs/" + id + "/tasks?limit=500");
            assertThat(tasks.path("items")).allSatisfy(task -> {
                int last = task.path("attempts").size() - 1;
                assertThat(task.at("/attempts/" + last + "/state").asString()).isEqualTo("SUCCEEDED");
            });
            String again = server.postJson("/api/v1/jobs", LONG, "Prefer", "wait=60")
                    .path("id")
                    .asString();
            await("the same again")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> server.getJson("/api/v1/jobs/" + again)
                            .path("state")
                            .asString()
                            .equals("SUCCEEDED"));
            assertThat(server.get("/api/v1/jobs/" + id + "/result").body())
                    .isEqualTo(server.get("/api/v1/jobs/" + again + "/result").body());
        }
    }

    @Test
    void stoppedServerEndsItsWorkersAndResumesAtTheNextStart() throws Exception {
        String id;
        try (ServerProcess server = ServerProcess.start(directory)) {
            id = server.postJson("/api/v1/jobs", LONG).path("id").asString();
            await("running")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> succeeded(server.getJson("/api/v1/jobs/" + id)) >= 1);
            List<ProcessHandle> workers = server.workers();

            assertThat(server.stop()).isTrue();

            assertThat(workers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
        try (ServerProcess server = ServerProcess.start(directory)) {
            await("job finished")
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> server.getJson("/api/v1/jobs/" + id)
                            .path("state")
                            .asString()
                            .equals("SUCCEEDED"));
        }
    }

    @Test
    void secondServerOnTheSameDataSaysWhy() throws Exception {
        try (ServerProcess first = ServerProcess.start(directory)) {
            assertThat(first.pid()).isPositive();
            Throwable refused = org.assertj.core.api.Assertions.catchThrowable(() -> ServerProcess.start(directory));

            assertThat(refused).hasMessageContaining("Another server uses the database");
        }
    }

    private static int succeeded(JsonNode job) {
        return job.at("/progress/tasks/succeeded").asInt();
    }
}
