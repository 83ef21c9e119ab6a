package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A job whose tasks hand files to each other ends with the same result when its server is killed in the middle of each of
 * its stretches; and what tasks share otherwise is there again.
 *
 * <p>{@code -Dforkyard.kills.seed} repeats the choices of an earlier run.
 */
@Timeout(600)
@EnabledOnOs(OS.LINUX)
@Tag("long")
class KilledSharedJobIT {

    private static final int KILLS = 6;
    private static final String DIGITS = "{\"type\":\"pi-digits\",\"params\":{\"precisions\":[2000000,250000]}}";
    private static final Duration END = Duration.ofMinutes(3);

    private final long seed = Long.getLong("forkyard.kills.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    @Test
    void digitsAreTheSameHoweverOftenTheServerIsKilled() throws Exception {
        System.out.println("forkyard.kills.seed=" + seed);
        String job = "";
        int killedUnderWay = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            double share = (kill + random.nextDouble()) / KILLS;
            try (ServerProcess server = launch()) {
                job = job.isEmpty() ? submit(server) : job;
                String path = job;
                JsonNode last = await("a share of " + share)
                        .atMost(END)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.getJson(path), answer -> fraction(answer) >= share);
                server.kill();
                killedUnderWay += last.path("state").asString().equals("RUNNING") ? 1 : 0;
                if (killedUnderWay == 0 && last.path("state").asString().equals("SUCCEEDED")) {
                    job = ""; // It has ended before anyone looked; another takes its place.
                }
            }
        }
        assertThat(killedUnderWay).as("how often it was killed under way").isPositive();
        try (ServerProcess server = launch()) {
            String id = job.substring(job.lastIndexOf('/') + 1);
            JsonNode ended = end(server, job);
            JsonNode undisturbed = end(server, submit(server));

            assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
            assertThat(ended.path("result")).isEqualTo(undisturbed.path("result"));
            await("only the file that the result offers is left")
                    .untilAsserted(() -> assertThat(filesOf(id)).hasSize(1));
        }
    }

    /** What an attempt did that was lost with the server is done again, and no more than that is lost or done twice. */
    @Test
    void whatTasksShareIsThereAgainAfterAKill() throws Exception {
        String submission = """
                {"type":"batch","parallelism":1,"counters":{"n":5},"queues":{"q":["a","b","c"]},
                 "params":{"calls":[%s]}}""".formatted(String.join(
                ",",
                call("count", "\"n\",1"),
                call("take", "\"q\",5"),
                call("tell", "\"before\""),
                call("sleep", "3600")));
        String job;
        try (ServerProcess server = launch()) {
            job = server.post("/api/v1/jobs", submission)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String path = job;
            await("three tasks")
                    .atMost(END)
                    .until(() ->
                            server.getJson(path).at("/progress/tasks/succeeded").asInt() == 3);
            await("the fourth is known to the store to run").atMost(END).until(() -> storeKnowsToRun(3));
            server.kill();
        }
        try (ServerProcess server = launch()) {
            assertThat(server.getJson(job + "/counters/n").path("value").asInt())
                    .isEqualTo(6);
            assertThat(server.getJson(job + "/queues/q").path("items").toString())
                    .isEqualTo("[\"b\",\"c\"]");
            assertThat(server.getJson(job + "/messages").at("/items/0/value").asString())
                    .isEqualTo("before");
            assertThat(server.getJson(job + "/tasks/3")
                            .at("/attempts/0/failure/reason")
                            .asString())
                    .isEqualTo("SERVER_LOST");
            server.post(job + "/cancel");
            assertThat(end(server, job).path("state").asString()).isEqualTo("CANCELLED");
            assertThat(server.getJson(job + "/queues/q").path("size").asInt()).isEqualTo(2);
        }
    }

    /** The next server goes on with the events where the one before was killed, and tells what is done again. */
    @Test
    void eventsGoOnAtTheNextServer() throws Exception {
        String submission = "{\"type\":\"batch\",\"parallelism\":1,\"params\":{\"calls\":[%s]}}"
                .formatted(String.join(",", call("hello", "\"Peter\""), call("work", "3600")));
        String job;
        String before;
        try (ServerProcess server = launch()) {
            job = server.post("/api/v1/jobs", submission)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            before = server.eventsUntil(job, "", "hello Peter", "\"state\":\"SUCCEEDED\"", "starting with 3600 s");
            server.kill();
        }
        try (ServerProcess server = launch()) {
            String id = before.substring(before.lastIndexOf("\nid: ") + "\nid: ".length());
            String after = server.eventsUntil(job, id.substring(0, id.indexOf('\n')), "starting with 3600 s");

            assertThat(after).doesNotContain("hello Peter").doesNotContain("\"state\":\"SUCCEEDED\"");
            server.post(job + "/cancel");
        }
    }

    private static String call(String function, String args) {
        return "{\"function\":\"%s\",\"args\":[%s]}".formatted(function, args);
    }

    private ServerProcess launch() throws IOException {
        return ServerProcess.start(directory, "--forkyard.pool.size=2");
    }

    private boolean storeKnowsToRun(int task) throws SQLException {
        String question = "SELECT 1 FROM attempt_stretches WHERE state = 'RUNNING' AND first_task = " + task;
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/forkyard.db"));
                Statement statement = database.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next();
        }
    }

    private static String submit(ServerProcess server) {
        return server.post("/api/v1/jobs", DIGITS)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static double fraction(JsonNode job) {
        return job.path("progress").path("fraction").doubleValue();
    }

    private static JsonNode end(ServerProcess server, String job) {
        return await("the end")
                .atMost(END)
                .until(
                        () -> server.getJson(job),
                        answer -> List.of("SUCCEEDED", "FAILED", "CANCELLED")
                                .contains(answer.path("state").asString()));
    }

    private List<Path> filesOf(String id) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("data/jobs").resolve(id))) {
            return all.toList();
        }
    }
}
