package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.jobtypes.WarmTask;
import dev.forkyard.jobtypes.WarmTask.Warmth;
import dev.forkyard.jobtypes.WorkerFactsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What workers do while they have nothing to do. */
@Timeout(600)
class WarmUpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LULL = Duration.ofSeconds(10);

    /** A look disturbs, so one that came too early leaves twice as long until the next. */
    private static final PollInterval LULLS = IterativePollInterval.iterative(before -> before.multipliedBy(2), LULL);

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void idleWorkerWarmsUpOnce() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp())) {
            awaitWarm(pool);
            assertThat(warmth(pool).completed()).isEqualTo(1);
        }
    }

    @Test
    void poolIsReadyAndServesWhileItsWorkersWarmUp() throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp().jvmOptions(waitingFor(release)))) {
            Warmth first = warmth(pool);
            assertThat(first.completed()).isZero();

            Files.createFile(release);
            awaitWarm(pool);
            assertThat(warmth(pool).pid()).isEqualTo(first.pid());
        }
    }

    @Test
    void successorIsWarmBeforeItTakesThePlaceOfAWorkerThatServes() throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp().jvmOptions(waitingFor(release)))) {
            long first = warmth(pool).pid();
            pool.pool().restart("worker-1", false);
            for (int i = 0; i < 20; i++) {
                assertThat(warmth(pool).pid()).isEqualTo(first);
            }

            Files.createFile(release);
            await().atMost(PATIENCE.multipliedBy(2))
                    .untilAsserted(() -> assertThat(pool.worker(1).pid()).isNotEqualTo(first));
            Warmth successor = warmth(pool);
            assertThat(successor.pid()).isNotEqualTo(first);
            assertThat(successor.completed()).isEqualTo(1);
        }
    }

    @Test
    void replacementOfADeadWorkerIsWarmBeforeItServesWhileAnotherServes() throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).warmUp().jvmOptions(waitingFor(release)))) {
            long other = pool.worker(2).pid();
            long replacement = killAndAwaitSuccessor(pool);
            for (int i = 0; i < 20; i++) {
                assertThat(warmth(pool).pid()).isEqualTo(other);
            }
            assertThat(pool.worker(1).state()).isEqualTo(WorkerStatus.State.STARTING);
            assertThat(pool.pool().status()).satisfies(status -> {
                assertThat(status.ready()).isTrue();
                assertThat(status.starting()).isEqualTo(1);
            });

            Files.createFile(release);
            pool.awaitIdle(2);
            assertThat(pool.worker(1).pid()).isEqualTo(replacement);
            assertThat(pool.worker(1).tasksRun()).isZero();
            assertThat(warmthOf("worker-1", pool)).isEqualTo(new Warmth(replacement, 1, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 1", "3, 2, 2"})
    void halfOfThePoolServesColdWhereTooManyDie(int size, int killed, int serving) throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(size).warmUp().jvmOptions(waitingFor(release)))) {
            List<Long> victims = pool.pool().workers().stream()
                    .map(WorkerStatus::pid)
                    .limit(killed)
                    .toList();
            victims.forEach(WarmUpIT::kill);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pool.pool().workers())
                            .extracting(WorkerStatus::pid)
                            .doesNotContainNull()
                            .doesNotContainAnyElementsOf(victims));
            pool.awaitIdle(serving);
            assertThat(warmth(pool).completed()).isZero();
            assertThat(pool.pool().status().starting()).isEqualTo(size - serving);

            Files.createFile(release);
            pool.awaitIdle(size);
        }
    }

    @Test
    void freshWorkDoesNotWaitForTheWarmUpOfAReplacement() throws IOException {
        Path release = directory.resolve("release");
        Path end = directory.resolve("end");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).warmUp().jvmOptions(waitingFor(release)))) {
            long replacement = killAndAwaitSuccessor(pool);
            Recording sleep = pool.run("test-sleep", SleepTask.until(end));
            await().until(() -> sleep.log().contains("sleeping"));
            assertThat(pool.pool().lease(Isolation.POOLED, "")).isEmpty();
            Warmth fresh = JSON.readValue(pool.runFresh("test-warm", "").value(), Warmth.class);
            assertThat(fresh.pid()).isEqualTo(replacement);
            assertThat(fresh.completed()).isZero();

            Files.createFile(release);
            pool.awaitIdle(1);
            assertThat(warmth(pool)).extracting(Warmth::completed).isEqualTo(1);
            assertThat(pool.worker(1).pid()).isNotEqualTo(replacement);
            Files.createFile(end);
            assertThat(sleep.value()).isEqualTo("0");
        }
    }

    @Test
    void warmUpThatDoesNotEndHoldsAReplacementBackForTheTimeOfAStart() {
        String never = waitingFor(directory.resolve("never"));
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2)
                .warmUp()
                .startTimeout(Duration.ofSeconds(30))
                .jvmOptions(never))) {
            long replacement = killAndAwaitSuccessor(pool);
            pool.awaitIdle(2);
            assertThat(warmthOf("worker-1", pool))
                    .extracting(Warmth::pid, Warmth::completed)
                    .containsExactly(replacement, 0);
        }
    }

    @Test
    void workerHasWhatTheBuiltInJobTypesComputeBy() {
        List<String> classes = List.of("jdk.incubator.vector.LongVector", "com.sun.jna.Native");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            WorkerFactsTask.Facts facts = JSON.readValue(
                    pool.run("test-worker-facts", new WorkerFactsTask.Params(1, List.of(), classes))
                            .value(),
                    WorkerFactsTask.Facts.class);
            assertThat(facts.loadable()).containsExactlyElementsOf(classes);
        }
    }

    @Test
    void spareWarmsUpOnceThePoolIsAtRest() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1).warmUp())) {
            awaitWarm(pool);
            awaitWarmSpare(pool);
        }
    }

    @Test
    void spareLeavesItsWarmUpWhileThePoolWorksAndGoesOnWhenItIsAtRestAgain() throws IOException {
        Path release = directory.resolve("release");
        Path taskRelease = directory.resolve("task-release");
        try (TestPool pool =
                TestPool.started(PoolSettings.ofSize(1).spares(1).warmUp().jvmOptions(waitingFor(release)))) {
            await().atMost(PATIENCE).until(() -> Files.exists(WarmTask.waiting(release)));
            Files.createFile(WarmTask.held(release));
            Files.createFile(release);
            await().atMost(PATIENCE).until(() -> Files.exists(WarmTask.completed(release)));
            Files.delete(release); // The worker has not ended its warm-up, so that the spare has not begun.
            Files.delete(WarmTask.waiting(release));
            Files.delete(WarmTask.held(release));
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> Files.exists(WarmTask.waiting(release)));
            assertThat(WarmTask.disturbed(release)).doesNotExist();

            Recording task = pool.start(TestPool.task("test-sleep", SleepTask.until(taskRelease)));
            await().atMost(PATIENCE).until(() -> Files.exists(WarmTask.disturbed(release)));
            Files.delete(WarmTask.waiting(release));

            Files.createFile(taskRelease);
            task.await();
            await().atMost(PATIENCE).until(() -> Files.exists(WarmTask.waiting(release)));
            Files.createFile(release);
            awaitWarmSpare(pool);
        }
    }

    @Test
    void withoutIt() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            assertThat(warmth(pool))
                    .extracting(Warmth::begun, Warmth::completed)
                    .containsExactly(0, 0);
        }
    }

    /** Asks rarely: a worker that is asked something has no time to warm up. */
    private static void awaitWarm(TestPool pool) {
        await().atMost(PATIENCE.multipliedBy(4))
                .pollDelay(LULL)
                .pollInterval(LULLS)
                .untilAsserted(() -> assertThat(warmth(pool).completed()).isEqualTo(1));
    }

    /** Each look uses a spare up, and the next needs its time. */
    private static void awaitWarmSpare(TestPool pool) {
        await().atMost(PATIENCE.multipliedBy(4))
                .pollDelay(LULL)
                .pollInterval(LULLS)
                .untilAsserted(() -> assertThat(
                                JSON.readValue(pool.runFresh("test-warm", "").value(), Warmth.class)
                                        .completed())
                        .isEqualTo(1));
    }

    /** Kills the first worker, and waits for the JVM that warms up to take its place; its process id. */
    private static long killAndAwaitSuccessor(TestPool pool) {
        long killed = pool.worker(1).pid();
        kill(killed);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pool.worker(1)).satisfies(worker -> {
                    assertThat(worker.pid()).isNotNull().isNotEqualTo(killed);
                    assertThat(worker.state()).isEqualTo(WorkerStatus.State.STARTING);
                }));
        return pool.worker(1).pid();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static String waitingFor(Path release) {
        return "-D" + WarmTask.UNTIL + "=" + release;
    }

    /** Leases all that are idle, of which that worker must be one. */
    private static Warmth warmthOf(String worker, TestPool pool) {
        List<Lease> leases =
                Stream.generate(pool::lease).limit(pool.pool().status().idle()).toList();
        Lease wanted = leases.stream()
                .filter(lease -> lease.worker().equals(worker))
                .findFirst()
                .orElseThrow();
        Recording recording = new Recording();
        assertThat(wanted.start(List.of(TestPool.task("test-warm", "")), recording))
                .isTrue();
        return JSON.readValue(recording.value(), Warmth.class);
    }

    private static Warmth warmth(TestPool pool) {
        return JSON.readValue(pool.run("test-warm", "").value(), Warmth.class);
    }
}
