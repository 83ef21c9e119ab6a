package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.CrashTask;
import dev.forkyard.jobtypes.CrashTask.How;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.SleepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several units on one lease: what one of them suffers is told of that one. */
@Timeout(180)
class BatchIT {

    private static final Outcome CANCELLED = new Outcome.Cancelled();
    private static final Outcome RETURNED = new Outcome.Returned();

    @TempDir
    private Path directory;

    private TestPool pool;
    private Lease lease;

    @BeforeEach
    void start() {
        start(Duration.ofSeconds(60)); // Nobody is killed whose answer is late.
    }

    private void start(Duration grace) {
        pool = TestPool.started(PoolSettings.ofSize(1).cancelGrace(grace));
        lease = pool.lease();
    }

    @AfterEach
    void poolIsWholeAgain() {
        try {
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
            pool.awaitIdle(1);
        } finally {
            pool.close();
        }
    }

    @Test
    void unitsRunInTheirOrderAndEachIsAnswered() {
        Recording batch = started("test-echo", IntStream.range(0, 1000).boxed());
        for (int unit = 0; unit < 1000; unit++) {
            assertThat(batch.value(unit)).isEqualTo(Integer.toString(unit));
        }
        assertThat(pool.worker(1).tasksRun()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource
    void deathCostsTheUnitThatRanAndNoResultBefore(How how) {
        List<Work> units = IntStream.range(0, 60)
                .<Work>mapToObj(unit -> new Work.Run(
                        TestPool.JOB,
                        "test-crash",
                        unit,
                        "task-" + unit,
                        unit + 1,
                        TestPool.json(new CrashTask.Params(60, 50, 1_000_000, how, 42, "last words")),
                        List.of()))
                .toList();
        Recording batch = new Recording(60);
        assertThat(lease.start(units, batch)).isTrue();
        for (int unit = 0; unit < 50; unit++) {
            assertThat(batch.value(unit)).isEqualTo(Integer.toString(unit + 1));
        }
        assertThat(batch.failure(50).reason()).isEqualTo(FailureReason.WORKER_LOST);
        assertThat(batch.log(50)).isEqualTo("last words\n");
        for (int unit = 51; unit < 60; unit++) {
            assertThat(batch.outcome(unit)).isEqualTo(RETURNED);
        }
    }

    @Test
    void longLastWordsAreWholeAndOfTheirUnit() {
        String words = "grüße 🌍 ".repeat(3_000).strip();
        Recording crash = new Recording();
        lease.start(
                List.of(TestPool.task("test-crash", new CrashTask.Params(1, -1, 1_000_000, How.HALT, 42, words))),
                crash);
        assertThat(crash.failure().exitCode()).isEqualTo(42);
        assertThat(crash.log()).isEqualTo(words + "\n");
    }

    @Test
    void cancelOfTheUnitThatRunsSparesTheOthers() {
        Recording batch = started(
                "test-sleep", Stream.of(SleepTask.millis(3_600_000), SleepTask.millis(10), SleepTask.millis(10)));
        awaitLog(batch, 0, "sleeping");
        lease.cancel(0);
        assertThat(batch.outcome(0)).isEqualTo(CANCELLED);
        assertThat(batch.value(1)).isEqualTo("1");
        assertThat(batch.value(2)).isEqualTo("2");
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void cancelOfAUnitThatWaitsSparesThoseBeforeIt() throws IOException {
        Path release = directory.resolve("release");
        Recording batch = started(
                "test-sleep",
                Stream.of(
                        SleepTask.until(release),
                        SleepTask.millis(10),
                        SleepTask.millis(3_600_000),
                        SleepTask.millis(10)));
        awaitLog(batch, 0, "sleeping");
        lease.cancel(2);
        await().until(() -> batch.ends() == 1);
        Files.createFile(release);
        assertThat(batch.value(0)).isEqualTo("0");
        assertThat(batch.value(1)).isEqualTo("1");
        assertThat(batch.outcome(2)).isIn(CANCELLED, RETURNED);
        assertThat(batch.value(3)).isEqualTo("3");
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void cancelOfAllStopsTheOneAndReturnsTheOthers() {
        Recording batch = started(
                "test-sleep", Stream.generate(() -> SleepTask.millis(3_600_000)).limit(20));
        awaitLog(batch, 0, "sleeping");
        lease.cancel();
        assertThat(batch.outcome(0)).isEqualTo(CANCELLED);
        for (int unit = 1; unit < 20; unit++) {
            assertThat(batch.outcome(unit)).isEqualTo(RETURNED);
        }
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void recallReturnsWhatHasNotBegunAndNothingElse() throws IOException {
        Path release = directory.resolve("release");
        Recording batch = started(
                "test-sleep", Stream.generate(() -> SleepTask.until(release)).limit(20));
        awaitLog(batch, 0, "sleeping");
        lease.recall();
        await().until(() -> batch.ends() == 19);
        assertThat(batch.isDone()).isFalse();
        lease.recall();
        Files.createFile(release);
        assertThat(batch.value(0)).isEqualTo("0");
        for (int unit = 1; unit < 20; unit++) {
            assertThat(batch.outcome(unit)).isEqualTo(RETURNED);
        }
        lease.recall();
    }

    @Test
    void unstoppableUnitIsKilledWithinGraceAndItsCoreServesAgain() {
        pool.close();
        start(Duration.ofMillis(300));
        Recording batch =
                started("test-hang", Stream.generate(HangTask::spinning).limit(3));
        awaitLog(batch, 0, "hanging");
        ProcessHandle worker = ProcessHandle.of(lease.pid()).orElseThrow();
        long began = System.nanoTime();
        lease.cancel(0);
        assertThat(batch.outcome(0)).isEqualTo(CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(worker.isAlive()).isFalse();
        assertThat(batch.outcome(1)).isEqualTo(RETURNED);
        assertThat(batch.outcome(2)).isEqualTo(RETURNED);
        Lease next = pool.lease();
        assertThat(next.worker()).isEqualTo(lease.worker());
        assertThat(next.core()).isEqualTo(lease.core());
        Recording echo = new Recording();
        next.start(List.of(TestPool.task("test-echo", 1)), echo);
        assertThat(echo.value()).isEqualTo("1");
        assertThat(pool.restarts()).containsExactly(Restart.CANCELLED);
    }

    @Test
    void cancelsAtAnyInstantLeaveNoUnitWithoutAnEnd() {
        Recording first = started("test-echo", Stream.of(1));
        first.await();
        for (int round = 0; round < 200; round++) {
            lease = pool.lease();
            int units = 5;
            Recording batch = started("test-echo", IntStream.range(0, units).boxed());
            for (int unit = units - 1; unit >= 0; unit--) {
                lease.cancel(unit);
            }
            for (int unit = 0; unit < units; unit++) {
                assertThat(batch.outcome(unit))
                        .isInstanceOfAny(Outcome.Value.class, Outcome.Cancelled.class, Outcome.Returned.class);
            }
        }
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void batchThatIsTooLargeToBeSentRunsItsFirst() {
        Recording batch = started(
                "test-echo", Stream.generate(() -> "x".repeat(1_000_000)).limit(5));
        assertThat(batch.value(0)).hasSize(1_000_002);
        for (int unit = 1; unit < 5; unit++) {
            assertThat(batch.outcome(unit)).isEqualTo(RETURNED);
        }
        pool.awaitIdle(1);
        OptionalInt core = lease.core();
        List<Duration> busy = pool.pool().cores().stream()
                .filter(each -> core.isPresent() && each.core() == core.getAsInt())
                .map(CoreStatus::busy)
                .toList();
        long began = System.nanoTime();
        pool.run("test-sleep", SleepTask.millis(300)).await();
        pool.awaitIdle(1);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        busy.forEach(before -> assertThat(pool.pool().cores().stream()
                        .filter(each -> each.core() == core.orElseThrow())
                        .findFirst()
                        .orElseThrow()
                        .busy()
                        .minus(before))
                .as("no account was left open, or it would count twice")
                .isBetween(Duration.ofMillis(300), elapsed));
    }

    private Recording started(String type, Stream<?> inputs) {
        List<String> all = inputs.map(TestPool::json).toList();
        List<Work> units = IntStream.range(0, all.size())
                .<Work>mapToObj(
                        unit -> new Work.Run(TestPool.JOB, type, unit, "task-" + unit, 1, all.get(unit), List.of()))
                .toList();
        Recording recording = new Recording(units.size());
        assertThat(lease.start(units, recording)).isTrue();
        return recording;
    }

    private static void awaitLog(Recording recording, int unit, String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> recording.log(unit).contains(text));
    }
}
