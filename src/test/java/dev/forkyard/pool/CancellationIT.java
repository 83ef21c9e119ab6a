package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.SleepTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that is asked to stop, and work that is made to. */
@Timeout(180)
class CancellationIT {

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

    private void startAgain(Duration grace) {
        pool.close();
        start(grace);
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
    void interruptibleTaskStopsAndItsWorkerStays() {
        Recording sleep = running("test-sleep", SleepTask.millis(3_600_000), "sleeping");
        lease.cancel();
        assertThat(sleep.outcome()).isEqualTo(new Outcome.Cancelled());
        pool.awaitIdle(1);
        assertThat(pool.pool().workers().get(0).pid()).isEqualTo(lease.pid());
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void taskThatLooksAtCancelledStopsAndItsUsageIsKnown() {
        Recording burn = new Recording();
        lease.start(List.of(TestPool.task("test-burn", 3_600_000)), burn);
        await().until(() -> !burn.fractions().isEmpty());
        lease.cancel();
        assertThat(burn.outcome()).isEqualTo(new Outcome.Cancelled());
        Usage usage = burn.usage();
        assertThat(usage.cpu()).isPositive();
        assertThat(usage.wall()).isPositive();
        pool.awaitIdle(1);
        assertThat(pool.pool().workers().get(0).pid()).isEqualTo(lease.pid());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void taskThatIgnoresTheInterruptIsKilledAfterTheGrace(boolean spin) {
        startAgain(Duration.ofMillis(300));
        Recording hang = running("test-hang", new HangTask.Params(1, -1, 1, spin, false), "hanging");
        ProcessHandle worker = ProcessHandle.of(lease.pid()).orElseThrow();
        long began = System.nanoTime();
        lease.cancel();
        assertThat(hang.outcome()).isEqualTo(new Outcome.Cancelled());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isBetween(Duration.ofMillis(300), Duration.ofSeconds(40));
        assertThat(hang.usage().wall()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        await().until(() -> !worker.isAlive());
        pool.awaitIdle(1);
        assertThat(pool.restarts()).containsExactly(Restart.CANCELLED);
    }

    @Test
    void childProcessesOfAKilledTaskEndWithIt() {
        assumeThat(Path.of("/bin/sleep")).exists();
        startAgain(Duration.ofMillis(300));
        Recording hang = running("test-hang", new HangTask.Params(1, -1, 1, true, true), "hanging");
        long child = Long.parseLong(hang.log().lines().findFirst().orElseThrow().substring("child ".length()));
        ProcessHandle process = ProcessHandle.of(child).orElseThrow();
        assertThat(process.isAlive()).isTrue();
        lease.cancel();
        assertThat(hang.outcome()).isEqualTo(new Outcome.Cancelled());
        await().until(() -> !process.isAlive());
    }

    @Test
    void cancelAgainAndAfterTheEndIsHarmless() {
        Recording sleep = running("test-sleep", SleepTask.millis(3_600_000), "sleeping");
        lease.cancel();
        lease.cancel();
        sleep.await();
        lease.cancel();
        Recording echo = pool.run("test-echo", 1);
        lease.cancel();
        assertThat(echo.value()).isEqualTo("1");
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void graceOfACancelledTaskDoesNotReachTheNext() {
        startAgain(Duration.ofSeconds(10));
        Recording sleep = running("test-sleep", SleepTask.millis(3_600_000), "sleeping");
        lease.cancel();
        sleep.await();
        Recording next = pool.run("test-sleep", SleepTask.millis(12_000));
        assertThat(next.value()).isEqualTo("0");
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void cancelBeforeTheStartIsHarmless() {
        lease.cancel();
        Recording echo = new Recording();
        assertThat(lease.start(List.of(TestPool.task("test-echo", 1)), echo)).isTrue();
        assertThat(echo.value()).isEqualTo("1");
    }

    @Test
    void splitCanBeCancelled() {
        startAgain(Duration.ofMillis(300));
        Recording split = new Recording();
        lease.start(
                List.of(new Work.Split(
                        TestPool.JOB, "test-echo", "{\"count\":1000000,\"value\":\"" + "x".repeat(100) + "\"}", false)),
                split);
        lease.cancel();
        assertThat(split.outcome()).isNotNull();
    }

    private Recording running(String type, Object params, String sign) {
        Recording recording = new Recording();
        lease.start(List.of(TestPool.task(type, params)), recording);
        await().atMost(Duration.ofSeconds(60)).until(() -> recording.log().contains(sign));
        return recording;
    }
}
