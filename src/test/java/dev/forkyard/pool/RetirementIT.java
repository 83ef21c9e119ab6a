package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.SleepTask;
import dev.forkyard.jobtypes.TraceTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Workers that are replaced though they live: a warm successor comes first, and one at a time. */
@Timeout(180)
class RetirementIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two that leave one after the other are further apart, since a JVM is started between them. */
    private static final Duration FASTEST_START = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    @Test
    void workersRetireOneAtATimeAndAllServeMeanwhile() throws Exception {
        int size = 3;
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(size).maxTasksPerWorker(10))) {
            Set<Long> first = pids(pool);
            AtomicInteger fewest = new AtomicInteger(size);
            AtomicInteger mostLeaving = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            Thread observer = new Thread(() -> {
                long lookedNanos = System.nanoTime();
                Set<Long> before = pids(pool);
                while (!over.get()) {
                    PoolStatus status = pool.pool().status();
                    fewest.accumulateAndGet(status.idle() + status.busy(), Math::min);
                    long nanos = System.nanoTime();
                    Set<Long> now = pids(pool);
                    before.removeAll(now);
                    if (System.nanoTime() - lookedNanos < FASTEST_START.toNanos()) {
                        mostLeaving.accumulateAndGet(before.size(), Math::max);
                    }
                    before = now;
                    lookedNanos = nanos;
                }
            });
            observer.start();
            for (int i = 0; pool.restarts().size() < 2 * size; i++) {
                assertThat(pool.run("test-echo", i).value()).isEqualTo(Integer.toString(i));
            }
            over.set(true);
            observer.join();
            assertThat(pool.restarts()).containsOnly(Restart.MAX_TASKS);
            assertThat(fewest).as("workers that served at the worst moment").hasValue(size);
            assertThat(mostLeaving).as("left between two looks").hasValue(1);
            await().atMost(PATIENCE)
                    .until(() -> first.stream()
                                    .filter(pid -> ProcessHandle.of(pid).isPresent())
                                    .count()
                            < size);
        }
    }

    @Test
    void noWorkerRunsMuchMoreThanItsShare() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1).maxTasksPerWorker(10))) {
            int most = 0;
            while (pool.restarts().size() < 3) {
                TraceTask.Trace trace = TestPool.parse(
                        pool.run("test-trace", TraceTask.keeping(0)).value(), TraceTask.Trace.class);
                most = Math.max(most, trace.before() + 1);
                if (trace.before() + 1 >= 8) {
                    pool.awaitIdle(1);
                }
            }
            assertThat(most).as("before a successor was ready").isGreaterThanOrEqualTo(8);
            assertThat(pool.worker(1).restarts()).isEqualTo(3);
        }
    }

    @Test
    void requestedRestartKeepsTheWorkUnderWay() throws IOException {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Path release = directory.resolve("release");
            Recording sleep = pool.run("test-sleep", SleepTask.until(release));
            await().until(() -> sleep.log().contains("sleeping"));
            long pid = pool.worker(1).pid();
            WorkerStatus status = pool.pool().restart("worker-1", false).orElseThrow();
            assertThat(status.retiring()).isTrue();
            await().atMost(PATIENCE).until(() -> pool.starts().size() == 2);
            assertThat(pool.worker(1).pid()).isEqualTo(pid);
            assertThat(sleep.isDone()).isFalse();
            Files.createFile(release);
            assertThat(sleep.value()).isEqualTo("0");
            await().atMost(PATIENCE).until(() -> pool.restarts().equals(List.of(Restart.REQUESTED)));
            assertThat(pool.worker(1)).satisfies(worker -> {
                assertThat(worker.pid()).isNotEqualTo(pid);
                assertThat(worker.retiring()).isFalse();
                assertThat(worker.restarts()).isEqualTo(1);
            });
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        }
    }

    @Test
    void requestedRestartOfAnIdleWorkerComesByItself() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2))) {
            long pid = pool.worker(2).pid();
            pool.pool().restart("worker-2", false);
            await().atMost(PATIENCE).until(() -> pool.restarts().equals(List.of(Restart.REQUESTED)));
            assertThat(pool.worker(2).pid()).isNotEqualTo(pid);
            assertThat(pool.worker(1).restarts()).isZero();
            assertThat(pool.pool().restart("worker-3", false)).isEmpty();
        }
    }

    @Test
    void forcedRestartEndsTheWorkUnderWay() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording hang = pool.run("test-hang", HangTask.spinning());
            await().until(() -> hang.log().contains("hanging"));
            pool.pool().restart("worker-1", true);
            assertThat(hang.failure()).satisfies(failure -> {
                assertThat(failure.reason()).isEqualTo(FailureReason.SERVER_LOST);
                assertThat(failure.message()).contains("its restart was asked for, by force");
            });
            pool.awaitIdle(1);
            assertThat(pool.restarts()).containsExactly(Restart.REQUESTED);
            assertThat(pool.pool().status().problem()).isNull();
        }
    }

    @Test
    void workerThatHasGrownIsReplaced() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).maxMemoryGrowth(DataSize.ofMegabytes(30)))) {
            long pid = pool.worker(1).pid();
            pool.run("test-trace", TraceTask.keeping(5)).value();
            pool.run("test-trace", TraceTask.keeping(45)).value();
            await().atMost(PATIENCE).until(() -> pool.restarts().equals(List.of(Restart.MEMORY_GROWTH)));
            assertThat(pool.worker(1).pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void workerThatHasGrownIsReplacedThoughItHardlyRests() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).maxMemoryGrowth(DataSize.ofMegabytes(30)))) {
            pool.run("test-trace", TraceTask.keeping(50)).value();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (pool.restarts().isEmpty() && System.nanoTime() < deadline) {
                assertThat(pool.run("test-sleep", SleepTask.millis(1_300)).value())
                        .isEqualTo("0");
            }
            assertThat(pool.restarts()).containsExactly(Restart.MEMORY_GROWTH);
        }
    }

    private static Set<Long> pids(TestPool pool) {
        Set<Long> pids = new HashSet<>();
        for (WorkerStatus worker : pool.pool().workers()) {
            if (worker.pid() != null) {
                pids.add(worker.pid());
            }
        }
        return pids;
    }
}
