package dev.forkyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.jobtypes.ChaosTask;
import dev.forkyard.jobtypes.ChaosTask.Deed;
import dev.forkyard.jobtypes.ChaosTask.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two thousand tasks of which set fractions do whatever a task can do to its worker, while workers are killed from outside:
 * each task ends as it must, and nothing else is harmed or left behind.
 */
@Timeout(1800)
@EnabledOnOs(OS.LINUX)
@Tag("long")
class ChaosIT {

    private static final int SIZE = 2;
    private static final int SPARES = 1;
    private static final int MAX_LOG = 10_000;

    /** Fewer than a task of the innocent may be lost, so that none of them is poisoned, wherever the kills hit. */
    private static final int KILLS = 15;

    private static final int ATTEMPTS_OF_INNOCENT = 20;
    private static final int ATTEMPTS_OF_POISON = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Pattern FINISHED =
            Pattern.compile("(?m)^forkyard_tasks_finished_total\\{([^}]*)} ([0-9.E]+)$");

    /** What the server may need more at the end: code that was loaded, buffers that have grown. */
    private static final long HEAP_TOLERANCE = 8 << 20;

    private static final Map<String, Integer> ENDS_OF_HARMFUL = Map.of(
            "SUCCEEDED", 820 + 30,
            "FAILED TASK_ERROR", 100 + 10,
            "FAILED OUT_OF_MEMORY", 10,
            "FAILED OUTPUT_LIMIT", 10 + 10 + 10);

    private final long seed = Long.getLong("forkyard.chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int sleep = 100_000 + random.nextInt(1_000_000_000);

    @TempDir
    Path directory;

    private ServerProcess server;

    @Test
    void eachOfTwoThousandTasksEndsAsItMustAndNothingElseIsHarmedOrLeftBehind() throws Exception {
        System.out.println("forkyard.chaos.seed=" + seed);
        try (ServerProcess started = start()) {
            server = started;
            warmUp();
            awaitCalm();
            ServerFootprint before = settledFootprint();
            long heapBefore = ServerFootprint.liveHeap(server.pid());
            Map<String, Integer> countedBefore = countedEnds();

            List<Job> jobs = List.of(
                    submit(Part.HARMFUL, 1000, ATTEMPTS_OF_INNOCENT, "60s"),
                    submit(Part.POISON, 30, ATTEMPTS_OF_POISON, "60s"),
                    submit(Part.ENDLESS, 8, ATTEMPTS_OF_INNOCENT, "5s"),
                    submit(Part.HONEST, 962, ATTEMPTS_OF_INNOCENT, "60s"));
            int killed = awaitEndsWhileKilling(jobs);

            List<Task> tasks = jobs.stream().flatMap(job -> tasks(job).stream()).toList();
            assertThat(tasks).hasSize(2000);
            tasks.forEach(ChaosIT::assertEndsAsItMust);
            tasks.forEach(ChaosIT::assertEachAttemptIsExplained);
            assertThat(ends(tasks, Part.HARMFUL)).isEqualTo(ENDS_OF_HARMFUL);
            assertThat(ends(tasks, Part.POISON)).isEqualTo(Map.of("FAILED POISONED", 30));
            assertThat(ends(tasks, Part.ENDLESS)).isEqualTo(Map.of("FAILED TIMEOUT", 8));
            assertThat(ends(tasks, Part.HONEST)).isEqualTo(Map.of("SUCCEEDED", 962));
            assertThat(difference(countedEnds(), countedBefore)).isEqualTo(ends(tasks));
            assertThat(hits(tasks)).as("attempts hit by %d kills", killed).isBetween(1L, (long) killed);
            jobs.forEach(this::assertJobEnded);
            assertSpamIsCut(jobs.get(0));

            awaitCalm();
            await("nothing left behind")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> assertThat(ServerFootprint.of(server.pid())).isEqualTo(before));
            long heapAfter = ServerFootprint.liveHeap(server.pid());
            System.out.printf(
                    "%d kills hit %d attempts; live heap %d kB before, %d kB after%n",
                    killed, hits(tasks), heapBefore / 1000, heapAfter / 1000);
            assertThat(heapAfter).isLessThan(heapBefore + HEAP_TOLERANCE);
        }
        assertThat(Proc.workersOf(server.pid())).isEmpty();
        assertThat(Proc.sleepers(sleep)).isEmpty();
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.launch(
                        directory,
                        List.of("-Xmx256m"),
                        "--forkyard.pool.size=" + SIZE,
                        "--forkyard.pool.spares=" + SPARES,
                        "--forkyard.pool.heap=64MB",
                        "--forkyard.pool.cancel-grace=200ms",
                        "--forkyard.pool.max-log-length=" + MAX_LOG,
                        "--forkyard.pool.log-overflow=FAIL",
                        "--forkyard.pool.max-result-length=1000000",
                        "--forkyard.pool.class-path="
                                + Path.of("target/test-classes").toAbsolutePath())
                .awaitReady();
    }

    /** Kills workers until all jobs have ended; how many. */
    private int awaitEndsWhileKilling(List<Job> jobs) throws Exception {
        // The split of the poison may be lost as rarely as one of its tasks.
        await("all split").atMost(PATIENCE).until(() -> jobs.stream().allMatch(this::isSplit));
        WorkerKiller killer = new WorkerKiller(server, random, KILLS, Duration.ofMillis(500));
        CompletableFuture<Integer> killed = killer.start();
        for (Job job : jobs) {
            await(job.part() + " ended").atMost(PATIENCE).until(() -> isFinal(job));
        }
        killer.stop();
        return killed.get(1, TimeUnit.MINUTES);
    }

    /** A job under test. */
    private record Job(String id, Part part, int count) {}

    /** A task of one, as it ended. */
    private record Task(Part part, JsonNode answer) {

        int index() {
            return answer.path("index").asInt();
        }

        Deed deed() {
            return ChaosTask.deed(part, index());
        }

        /** Its state and, where it failed, the reason. */
        String end() {
            return end(answer);
        }

        static String end(JsonNode answer) {
            String state = answer.path("state").asString();
            return state.equals("FAILED")
                    ? state + " " + answer.at("/failure/reason").asString()
                    : state;
        }

        List<JsonNode> attempts() {
            return answer.path("attempts").valueStream().toList();
        }

        @Override
        public String toString() {
            return deed() + " " + answer;
        }
    }

    /** Everything once, so that what is made at its first use is there before the count. */
    private void warmUp() {
        List<Job> jobs = List.of(
                submit(Part.HARMFUL, 100, 3, "60s"),
                submit(Part.POISON, 5, 2, "60s"),
                submit(Part.ENDLESS, 2, 2, "5s"),
                submit(Part.HONEST, 50, 2, "60s"));
        for (Job job : jobs) {
            await("warm-up").atMost(PATIENCE).until(() -> isFinal(job));
            assertThat(tasks(job)).hasSize(job.count());
        }
    }

    private Job submit(Part part, int count, int maxAttempts, String taskTimeout) {
        JsonNode job = server.postJson("/api/v1/jobs", """
                {"type": "test-chaos", "onTaskFailure": "CONTINUE", "maxAttempts": %d, "taskTimeout": "%s",
                 "params": {"count": %d, "part": "%s", "sleep": %d}}""".formatted(maxAttempts, taskTimeout, count, part, sleep));
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("QUEUED");
        return new Job(job.path("id").asString(), part, count);
    }

    private JsonNode get(Job job) {
        return server.getJson("/api/v1/jobs/" + job.id());
    }

    private boolean isSplit(Job job) {
        return get(job).at("/progress/tasks/total").asInt() == job.count();
    }

    private boolean isFinal(Job job) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED")
                .contains(get(job).path("state").asString());
    }

    private List<Task> tasks(Job job) {
        List<Task> tasks = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.getJson("/api/v1/jobs/" + job.id() + "/tasks?limit=500" + cursor);
            page.path("items").forEach(task -> tasks.add(new Task(job.part(), task)));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return tasks;
    }

    private static void assertEndsAsItMust(Task task) {
        String end = switch (task.deed()) {
            case VALUE, CHILD -> "SUCCEEDED";
            case EXIT, HALT, CRASH -> "FAILED POISONED";
            case EXHAUST -> "FAILED OUT_OF_MEMORY";
            case SPIN, WAIT -> "FAILED TIMEOUT";
            case SPAM, DEAF_SPAM, HUGE -> "FAILED OUTPUT_LIMIT";
            case OVERFLOW, THROW -> "FAILED TASK_ERROR";
        };
        assertThat(task.end()).as(task.toString()).isEqualTo(end);
        if (end.equals("SUCCEEDED")) {
            assertThat(task.answer().path("result").asString())
                    .as(task.toString())
                    .isEqualTo(ChaosTask.value(task.index()));
        }
    }

    /** All attempts are there; those that a kill has hit say so, the others what the task did. */
    private static void assertEachAttemptIsExplained(Task task) {
        List<JsonNode> attempts = task.attempts();
        assertThat(attempts)
                .extracting(attempt -> attempt.path("attempt").asInt())
                .as(task.toString())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, attempts.size()).boxed().toList());
        boolean poison = task.end().endsWith("POISONED");
        if (poison) {
            assertThat(attempts).as(task.toString()).hasSize(ATTEMPTS_OF_POISON);
        }
        for (JsonNode attempt : attempts) {
            boolean last = attempt.path("attempt").asInt() == attempts.size();
            assertThat(attempt.path("worker").asString()).as(task.toString()).startsWith("worker-");
            assertThat(attempt.path("pid").asLong()).as(task.toString()).isPositive();
            if (poison || !last) {
                assertThat(Task.end(attempt)).as(task.toString()).isEqualTo("FAILED WORKER_LOST");
                assertThat(isHit(attempt) || (poison && isExplained(task, attempt.path("failure"))))
                        .as(task.toString())
                        .isTrue();
            } else {
                assertThat(Task.end(attempt)).as(task.toString()).isEqualTo(task.end());
            }
        }
        if (task.deed() == Deed.SPIN || task.deed() == Deed.WAIT) {
            assertThat(task.answer().at("/failure/message").asString())
                    .as(task.toString())
                    .contains("taskTimeout");
        }
        if (task.deed() == Deed.OVERFLOW) {
            assertThat(task.answer().at("/failure/exceptionType").asString())
                    .as(task.toString())
                    .isEqualTo("java.lang.StackOverflowError");
        }
    }

    private static boolean isHit(JsonNode attempt) {
        return attempt.at("/failure/signal").asString("").equals("SIGKILL");
    }

    private static boolean isExplained(Task task, JsonNode failure) {
        return task.deed() == Deed.CRASH
                ? failure.path("signal").asString("").equals("SIGABRT")
                : failure.path("exitCode").asInt(-1) == ChaosTask.exitCode(task.index());
    }

    private static long hits(List<Task> tasks) {
        return tasks.stream()
                .flatMap(task -> task.attempts().stream())
                .filter(attempt -> Task.end(attempt).equals("FAILED WORKER_LOST") && isHit(attempt))
                .count();
    }

    private static Map<String, Integer> ends(List<Task> tasks, Part part) {
        return ends(tasks.stream().filter(task -> task.part() == part).toList());
    }

    private static Map<String, Integer> ends(List<Task> tasks) {
        Map<String, Integer> ends = new TreeMap<>();
        tasks.forEach(task -> ends.merge(task.end(), 1, Integer::sum));
        return ends;
    }

    /** The same as the metrics have it. */
    private Map<String, Integer> countedEnds() {
        Map<String, Integer> ends = new TreeMap<>();
        FINISHED.matcher(server.get("/actuator/prometheus").body()).results().forEach(line -> {
            Map<String, String> labels = labels(line.group(1));
            if (labels.getOrDefault("type", "").equals("test-chaos")) {
                String reason = labels.getOrDefault("reason", "");
                String end = labels.get("state") + (reason.equals("NONE") ? "" : " " + reason);
                ends.merge(end, (int) Double.parseDouble(line.group(2)), Integer::sum);
            }
        });
        return ends;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Pattern.compile("(\\w+)=\"([^\"]*)\"")
                .matcher(text)
                .results()
                .forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    private static Map<String, Integer> difference(Map<String, Integer> after, Map<String, Integer> before) {
        Map<String, Integer> difference = new TreeMap<>(after);
        before.forEach((end, count) -> difference.merge(end, -count, Integer::sum));
        difference.values().removeAll(Collections.singleton(0));
        return difference;
    }

    private void assertJobEnded(Job job) {
        JsonNode answer = get(job);
        boolean honest = job.part() == Part.HONEST;
        assertThat(answer.path("state").asString()).as(answer.toString()).isEqualTo(honest ? "SUCCEEDED" : "FAILED");
        JsonNode counts = answer.at("/progress/tasks");
        assertThat(counts.path("succeeded").asInt() + counts.path("failed").asInt())
                .as(answer.toString())
                .isEqualTo(job.count());
        if (honest) {
            assertThat(values(job))
                    .isEqualTo(IntStream.range(0, job.count())
                            .mapToObj(ChaosTask::value)
                            .toList());
        }
    }

    private List<String> values(Job job) {
        return server.getJson("/api/v1/jobs/" + job.id() + "/result")
                .path("values")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private void assertSpamIsCut(Job harmful) {
        for (int index : List.of(20, 30)) {
            String log = server.get("/api/v1/jobs/" + harmful.id() + "/logs?task=" + index)
                    .body();
            assertThat(log).contains("noise of task " + index, "[stopped for printing more than");
            assertThat(log.length()).isLessThan(3 * MAX_LOG); // Each line bears the task's number.
        }
    }

    /** The first that is found twice in a row, so that it holds nothing that is open for a moment. */
    private ServerFootprint settledFootprint() throws Exception {
        ServerFootprint last = ServerFootprint.of(server.pid());
        ServerFootprint next = ServerFootprint.of(server.pid());
        while (!next.equals(last)) {
            last = next;
            next = ServerFootprint.of(server.pid());
        }
        return next;
    }

    /** Waits until each worker is idle, the spares are there, and no other process is. */
    private void awaitCalm() {
        await("calm").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode pool = server.getJson("/api/v1/pool");
            assertThat(pool.path("size").asInt()).isEqualTo(SIZE);
            assertThat(pool.path("idle").asInt()).isEqualTo(SIZE);
            assertThat(pool.has("problem")).as(pool.toString()).isFalse();
            assertThat(server.getJson("/api/v1/workers").path("items"))
                    .hasSize(SIZE)
                    .allSatisfy(worker -> {
                        assertThat(worker.path("state").asString()).isEqualTo("IDLE");
                        assertThat(worker.path("alive").asBoolean()).isTrue();
                    });
            assertThat(server.workers()).hasSize(SIZE + SPARES);
            assertThat(Proc.sleepers(sleep)).isEmpty();
        });
    }
}
