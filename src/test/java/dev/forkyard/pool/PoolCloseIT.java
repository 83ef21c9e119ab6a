package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.SleepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a pool: nothing of it is left, however it ends. */
@Timeout(400)
class PoolCloseIT {

    private Set<ProcessHandle> processesBefore;
    private List<Path> directoriesBefore;

    @BeforeEach
    void count() throws IOException {
        processesBefore = ProcessHandle.current()
                .descendants()
                .filter(TestProcesses::isWorker)
                .collect(Collectors.toSet());
        directoriesBefore = RunDirectories.ofThisProcess();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(newProcesses()).isEmpty();
        assertThat(newDirectories()).isEmpty();
    }

    private List<ProcessHandle> newProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(TestProcesses::isWorker)
                .filter(each -> !processesBefore.contains(each))
                .toList();
    }

    private List<Path> newDirectories() throws IOException {
        return RunDirectories.ofThisProcess().stream()
                .filter(each -> !directoriesBefore.contains(each))
                .toList();
    }

    @Test
    void idleWorkersStopByThemselves() throws IOException {
        TestPool pool = TestPool.started(PoolSettings.ofSize(2));
        assertThat(newDirectories()).hasSize(1);
        List<ProcessHandle> workers = processes(pool);
        pool.close();
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(pool.restarts()).isEmpty();
        assertThat(pool.pool().status().ready()).isFalse();
    }

    @Test
    void runDirectoryIsForThisUserAlone() throws IOException {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Path directory = newDirectories().get(0);
            assertThat(Files.getPosixFilePermissions(directory))
                    .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            assertThat(directory)
                    .isDirectoryNotContaining(file -> file.toString().endsWith(".sock"));
            assertThat(pool.pool().status().idle()).isEqualTo(1);
        }
    }

    @Test
    void busyWorkersAreKilledAndTheirWorkIsToldAsLost() throws IOException {
        TestPool pool = TestPool.started(PoolSettings.ofSize(2));
        List<ProcessHandle> workers = processes(pool);
        Recording hang = pool.run("test-hang", HangTask.spinning());
        Recording sleep = pool.run("test-sleep", SleepTask.millis(3_600_000));
        await().until(() -> hang.log().contains("hanging") && sleep.log().contains("sleeping"));
        long began = System.nanoTime();
        pool.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(hang.isDone() && sleep.isDone()).as("told by now").isTrue();
        assertThat(hang.failure().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(sleep.failure().reason()).isEqualTo(FailureReason.SERVER_LOST);
        assertThat(pool.restarts()).isEmpty();
    }

    @Test
    void closedPoolTakesNoWorkAndCallsOnItAreHarmless() throws IOException {
        TestPool pool = TestPool.started(PoolSettings.ofSize(2).cancelGrace(Duration.ofSeconds(60)));
        Recording hang = new Recording();
        Lease busy = pool.lease();
        busy.start(List.of(TestPool.task("test-hang", HangTask.spinning())), hang);
        Lease unused = pool.lease();
        pool.close();
        pool.close();
        assertThat(pool.pool().lease(Isolation.POOLED, "")).isEmpty();
        busy.cancel();
        Recording late = new Recording();
        if (unused.start(List.of(TestPool.task("test-echo", 1)), late)) {
            late.await();
        }
        unused.cancel();
        assertThat(hang.ends()).isEqualTo(1);
        assertThat(pool.pool().workers()).hasSize(2).noneMatch(WorkerStatus::alive);
    }

    @Test
    void poolMayBeClosedBeforeItWasStarted() throws IOException {
        new WorkerPool(PoolSettings.ofSize(1).toProperties(), new Deaf()).close();
    }

    @Test
    void poolMayBeClosedAtAnyMomentOfItsStart(@TempDir Path cache) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            Path where = i % 3 == 0 ? cache.resolve(Integer.toString(i)) : PoolSettings.CACHE;
            TestPool pool = TestPool.starting(PoolSettings.ofSize(2).cache(where));
            LockSupport.parkNanos(random.nextLong(i % 3 == 0 ? 2_000_000_000 : 400_000_000));
            pool.close();
            assertThat(newProcesses()).as("round %d", i).isEmpty();
            assertThat(newDirectories()).as("round %d", i).isEmpty();
        }
    }

    @Test
    void interruptedThreadClosesAllTheSameAtAnyMoment() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 12; i++) {
            TestPool pool = TestPool.starting(PoolSettings.ofSize(2));
            LockSupport.parkNanos(random.nextLong(400_000_000));
            Thread.currentThread().interrupt();
            pool.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(newProcesses()).as("round %d", i).isEmpty();
            assertThat(newDirectories()).as("round %d", i).isEmpty();
        }
    }

    @Test
    void workersEndWithAServerThatIsKilledAndTheNextRunTidiesUp() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            assertThat(server.workers()).allMatch(ProcessHandle::isAlive);
            long began = System.nanoTime();
            server.kill();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> server.workers().stream().noneMatch(ProcessHandle::isAlive));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
            try (TestPool next = TestPool.starting(PoolSettings.ofSize(1))) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(server.runDirectory()).doesNotExist());
                assertThat(next.pool().capacity()).isEqualTo(1);
            }
        }
    }

    private static List<ProcessHandle> processes(TestPool pool) {
        return pool.pool().workers().stream()
                .map(worker -> ProcessHandle.of(worker.pid()).orElseThrow())
                .toList();
    }

    private static final class Deaf implements PoolObserver {

        @Override
        public void workerStarted(Duration took) {}

        @Override
        public void workerRestarted(Restart reason) {}
    }
}
