package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.CrashTask;
import dev.forkyard.jobtypes.CrashTask.How;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.OutOfMemoryTask;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.protocol.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that die: what is told of their work, and who takes their place. */
@Timeout(180)
class WorkerLossIT {

    private static final int SIZE = 2;

    @TempDir
    private Path directory;

    private TestPool pool;

    @BeforeEach
    void start() throws IOException {
        pool = TestPool.started(PoolSettings.ofSize(SIZE));
    }

    @AfterEach
    void poolIsWholeAgain() {
        try {
            pool.awaitIdle(SIZE);
            assertThat(pool.pool().status().problem()).isNull();
            for (int i = 0; i < 2 * SIZE; i++) {
                assertThat(pool.run("test-echo", i).value()).isEqualTo(Integer.toString(i));
            }
        } finally {
            pool.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"EXIT, 0", "EXIT, 1", "EXIT, 3", "EXIT, 42", "HALT, 42", "HALT, 84", "HALT, 255"})
    void exitOfATaskIsALostWorkerWithItsCode(How how, int code) {
        Recording crash = pool.run("test-crash", CrashTask.always(how, code));
        assertThat(crash.failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.WORKER_LOST);
            assertThat(failure.exitCode()).isEqualTo(code);
            assertThat(failure.signal()).isNull();
            assertThat(failure.message())
                    .contains("exited with code " + code)
                    .doesNotContain("told to stop", "exhausted", "WARNING");
        });
        assertThat(crash.log()).isEqualTo("crashing\n");
        pool.awaitIdle(SIZE);
        assertThat(pool.restarts()).containsExactly(Restart.WORKER_LOST);
    }

    @ParameterizedTest
    @CsvSource({"SIGKILL", "SIGTERM"})
    void signalIsNamed(How how) {
        assertThat(pool.run("test-crash", CrashTask.always(how, 0)).failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.WORKER_LOST);
            assertThat(failure.signal()).isEqualTo(how.name());
            assertThat(failure.exitCode()).isNull();
        });
    }

    @Test
    void exhaustedHeapIsNamed() {
        Recording greedy = pool.run("test-out-of-memory", 1_000_000L);
        assertThat(greedy.failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY.code());
            assertThat(failure.message()).contains("its heap was exhausted", "Java heap space");
        });
        pool.awaitIdle(SIZE);
        assertThat(pool.restarts()).containsExactly(Restart.OUT_OF_MEMORY);
    }

    @Test
    void heapWithinTheLimitIsTheTasksToUse() {
        assertThat(pool.run("test-out-of-memory", new OutOfMemoryTask.Params(20).megabytes())
                        .value())
                .isEqualTo(Long.toString(20 << 20));
    }

    @Test
    void usageOfLostWorkSaysWhereItWas() {
        Lease lease = pool.lease();
        Recording crash = new Recording();
        lease.start(List.of(TestPool.task("test-crash", CrashTask.always(How.HALT, 1))), crash);
        Usage usage = crash.usage();
        assertThat(usage.worker()).isEqualTo(lease.worker());
        assertThat(usage.pid()).isEqualTo(lease.pid());
        assertThat(usage.wall()).isPositive();
        lease.core().ifPresent(core -> assertThat(usage.core()).isEqualTo(core));
    }

    @Test
    void otherWorkGoesOnAndTheSlotKeepsItsNameAndCore() {
        Path release = directory.resolve("release");
        Recording other = pool.run("test-sleep", SleepTask.until(release));
        Lease lease = pool.lease();
        Recording crash = new Recording();
        lease.start(List.of(TestPool.task("test-crash", CrashTask.always(How.HALT, 1))), crash);
        crash.await();
        pool.awaitIdle(SIZE - 1);
        assertThat(other.isDone()).isFalse();
        WorkerStatus successor = pool.pool().worker(lease.worker()).orElseThrow();
        assertThat(successor.pid()).isNotEqualTo(lease.pid());
        assertThat(successor.restarts()).isEqualTo(1);
        assertThat(successor.tasksRun()).isZero();
        lease.core().ifPresent(core -> assertThat(successor.core()).isEqualTo(core));
        create(release);
        assertThat(other.value()).isEqualTo("0");
    }

    @Test
    void deadWorkersScratchDirectoryIsRemoved() {
        Recording facts = pool.run(
                "test-worker-facts", new dev.forkyard.jobtypes.WorkerFactsTask.Params(1, List.of(), List.of()));
        Path scratch = Path.of(TestPool.parse(facts.value(), dev.forkyard.jobtypes.WorkerFactsTask.Facts.class)
                .workingDirectory());
        assertThat(scratch).isDirectory();
        pool.pool().workers().forEach(worker -> kill(worker.pid()));
        await().untilAsserted(() -> assertThat(scratch).doesNotExist());
    }

    @Test
    void workerThatDiesWhileIdleIsReplaced() {
        for (WorkerStatus worker : pool.pool().workers()) {
            kill(worker.pid());
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(pool.pool().workers()).allSatisfy(worker -> {
                    assertThat(worker.restarts()).isPositive();
                    assertThat(worker.state()).isEqualTo(WorkerStatus.State.IDLE);
                }));
    }

    @Test
    void workersThatKeepDyingWhileIdleAreStartedEverLater() throws IOException {
        pool.close();
        List<Death> deaths = threeDeaths();
        for (int tries = 1; tries < 3 && !deaths.stream().allMatch(Death::isOfOneYoung); tries++) {
            deaths = threeDeaths();
        }
        start();
        assertThat(deaths).extracting(Death::pid).doesNotHaveDuplicates();
        assumeThat(deaths)
                .as("a machine on which workers are young at their death")
                .allMatch(Death::isOfOneYoung);
        assertThat(deaths.get(1).untilSuccessor()).isGreaterThanOrEqualTo(Duration.ofMillis(450));
        assertThat(deaths.get(2).untilSuccessor()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    /** In a pool of one: another worker that lives for long would show that all is well. */
    private static List<Death> threeDeaths() {
        try (TestPool one = TestPool.started(PoolSettings.ofSize(1))) {
            return List.of(death(one), death(one), death(one));
        }
    }

    private static Death death(TestPool one) {
        WorkerStatus victim = one.worker(1);
        long began = System.nanoTime();
        kill(victim.pid());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    WorkerStatus status = one.worker(1);
                    return status.pid() != null
                            && !status.pid().equals(victim.pid())
                            && status.state() == WorkerStatus.State.IDLE;
                });
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Instant replaced = one.worker(1).startedAt();
        return new Death(victim.pid(), Duration.between(victim.startedAt(), replaced), took);
    }

    /**
     * Of a worker that was idle.
     *
     * @param startToStart from the worker's start to its successor's
     */
    private record Death(long pid, Duration startToStart, Duration untilSuccessor) {

        boolean isOfOneYoung() {
            return startToStart.compareTo(Duration.ofSeconds(3)) < 0;
        }
    }

    @Test
    void leaseOfAWorkerThatDiedMeanwhileStartsNothingOrTellsTheLoss() {
        Lease lease = pool.lease();
        long pid = lease.pid();
        kill(pid);
        await().until(() -> ProcessHandle.of(pid).isEmpty());
        Recording work = new Recording();
        if (lease.start(List.of(TestPool.task("test-echo", 1)), work)) {
            assertThat(work.failure().signal()).isEqualTo("SIGKILL");
        }
        pool.awaitIdle(SIZE);
        assertThat(work.ends()).isLessThanOrEqualTo(1);
        assertThat(lease.start(List.of(TestPool.task("test-echo", 1)), new Recording()))
                .isFalse();
    }

    @Test
    void workTooLargeForAWorkerThatDiedIsToldOnceAtMost() {
        Lease lease = pool.lease();
        kill(lease.pid());
        Recording large = new Recording();
        lease.start(List.of(TestPool.task("test-echo", "x".repeat(5 << 20))), large);
        pool.awaitIdle(SIZE);
        assertThat(large.ends()).isLessThanOrEqualTo(1);
    }

    @Test
    void listenerThatThrowsCostsNoWorker() {
        Lease lease = pool.lease();
        java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(1);
        Recording throwing = new Recording();
        lease.start(List.of(TestPool.task("test-echo", 1)), new ThrowingListener(told));
        await().until(() -> told.getCount() == 0);
        pool.awaitIdle(SIZE);
        assertThat(throwing.ends()).isZero();
        assertThat(pool.pool().worker(lease.worker()).orElseThrow().pid()).isEqualTo(lease.pid());
    }

    @Test
    void childProcessesDoNotKeepTheEndOfAKilledWorkerFromBeingTold() {
        assumeThat(Path.of("/bin/sleep")).exists();
        Recording hang = pool.run("test-hang", new HangTask.Params(1, -1, 1, false, true));
        await().until(() -> hang.log().contains("hanging"));
        long child = Long.parseLong(hang.log().lines().findFirst().orElseThrow().substring("child ".length()));
        ProcessHandle orphan = ProcessHandle.of(child).orElseThrow();
        try {
            long began = System.nanoTime();
            kill(orphan.parent().orElseThrow().pid());
            assertThat(hang.failure().signal()).isEqualTo("SIGKILL");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void workThatCrashesAgainAndAgainIsReplacedWithoutDelay() {
        for (int i = 0; i < 10; i++) {
            Recording crash = pool.start(new Work.Run(
                    TestPool.JOB,
                    "test-crash",
                    0,
                    "task-0",
                    i + 1,
                    TestPool.json(CrashTask.always(How.HALT, 7)),
                    List.of()));
            assertThat(crash.failure().exitCode()).isEqualTo(7);
        }
        long began = System.nanoTime();
        pool.awaitIdle(SIZE);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(40);
        assertThat(pool.restarts()).hasSize(10);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record ThrowingListener(java.util.concurrent.CountDownLatch told)
            implements dev.forkyard.engine.WorkListener {

        @Override
        public void progressed(int unit, double fraction) {}

        @Override
        public void printed(int unit, String text) {}

        @Override
        public void asked(int unit, SharedCall call) {}

        @Override
        public void stalled(int unit, @Nullable Instant since) {}

        @Override
        public void ended(List<UnitEnd> ends, boolean last) {
            told.countDown();
            throw new IllegalStateException("on purpose");
        }
    }
}
