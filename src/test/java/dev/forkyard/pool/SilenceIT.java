package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.process.ProcessCpu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that give no sign of life, and tasks that seem to do nothing. */
@Timeout(180)
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void suspendedWorkerIsFoundAndItsSilenceIsTheReasonGiven() {
        assumeThat(Path.of("/bin/kill")).exists();
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).heartbeatTimeout(Duration.ofSeconds(10)))) {
            Recording sleep = pool.run("test-sleep", SleepTask.millis(3_600_000));
            await().until(() -> sleep.log().contains("sleeping"));
            long pid = pool.pool().workers().stream()
                    .filter(worker -> worker.state() == WorkerStatus.State.BUSY)
                    .findFirst()
                    .orElseThrow()
                    .pid();
            long began = System.nanoTime();
            TestProcesses.signal("STOP", pid);
            assertThat(sleep.failure()).satisfies(failure -> {
                assertThat(failure.reason()).isEqualTo(FailureReason.WORKER_LOST);
                assertThat(failure.message()).contains("it gave no sign of life for 10000 ms, so the server ended it");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(7));
            pool.awaitIdle(2);
            assertThat(pool.restarts()).containsExactly(Restart.WORKER_LOST);
        }
    }

    @Test
    void suspendedIdleWorkerIsReplacedAndASuspendedSpareToo() {
        assumeThat(Path.of("/bin/kill")).exists();
        try (TestPool pool =
                TestPool.started(PoolSettings.ofSize(1).spares(1).heartbeatTimeout(Duration.ofSeconds(10)))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().spares() == 1);
            List<Long> workers = ProcessHandle.current()
                    .children()
                    .filter(TestProcesses::isWorker)
                    .map(ProcessHandle::pid)
                    .toList();
            assertThat(workers).hasSize(2);
            workers.forEach(pid -> TestProcesses.signal("STOP", pid));
            await().atMost(PATIENCE)
                    .until(() -> workers.stream()
                            .noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
            pool.awaitIdle(1);
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
            assertThat(pool.pool().status().problem()).isNull();
        }
    }

    @Test
    void workersThatWorkOrWaitAreNotTakenForDead() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).heartbeatTimeout(Duration.ofSeconds(8)))) {
            Recording burn = pool.run("test-burn", 16_000);
            assertThat(burn.outcome()).isInstanceOf(dev.forkyard.engine.Outcome.Value.class);
            assertThat(pool.restarts()).isEmpty();
        }
    }

    @Test
    void taskThatOnlyWaitsIsFlaggedOnce() {
        assumeProcessorTimeIsTold();
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).stallAfter(Duration.ofSeconds(4)))) {
            Recording hang = pool.run("test-hang", new HangTask.Params(1, -1, 1, false, false));
            await().until(() -> hang.log().contains("hanging"));
            await().atMost(PATIENCE).until(() -> !hang.stalls().isEmpty());
            await().during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(() -> hang.stalls().equals(List.of(true)));
            assertThat(hang.isDone()).as("a flag kills nobody").isFalse();
        }
    }

    @Test
    void taskThatComputesOrTellsProgressIsNotFlagged() {
        assumeProcessorTimeIsTold();
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).stallAfter(Duration.ofSeconds(10)))) {
            Recording spin = pool.run("test-hang", HangTask.spinning());
            Recording sleep = pool.run("test-sleep", SleepTask.millis(20_000));
            assertThat(sleep.value()).isEqualTo("0");
            assertThat(sleep.stalls()).isEmpty();
            assertThat(spin.isDone()).isFalse();
            assertThat(spin.stalls()).isEmpty();
        }
    }

    private static void assumeProcessorTimeIsTold() {
        long own = ProcessHandle.current().pid();
        Map<Long, Long> told = ProcessCpu.nanos(List.of(own));
        assumeThat(told.get(own)).as("processor time of this process").isNotNegative();
    }
}
