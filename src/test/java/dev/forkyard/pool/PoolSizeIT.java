package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.forkyard.jobtypes.SleepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many workers there are: as many as are asked for, or fewer while nobody needs them. */
@Timeout(300)
class PoolSizeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void idleWorkersAreStoppedDownToTheMinimumAndComeBack() throws IOException {
        // The first may be stopped before the last has started, so all need not be idle at once.
        try (TestPool pool = TestPool.starting(PoolSettings.ofSize(3).shrinksTo(1, Duration.ofSeconds(3)))) {
            await("one stays, though it has nothing to do for twice as long")
                    .during(Duration.ofSeconds(6))
                    .atMost(PATIENCE.multipliedBy(2))
                    .untilAsserted(() -> assertThat(pool.pool().status()).satisfies(status -> {
                        assertThat(status.stopped()).isEqualTo(2);
                        assertThat(status.idle()).isEqualTo(1);
                        assertThat(status.ready()).isTrue();
                        assertThat(status.size()).isEqualTo(3);
                    }));
            await().atMost(PATIENCE)
                    .until(() -> ProcessHandle.current()
                                    .children()
                                    .filter(TestProcesses::isWorker)
                                    .count()
                            == 1);
            assertThat(pool.pool().workers())
                    .filteredOn(worker -> worker.state() == WorkerStatus.State.STOPPED)
                    .hasSize(2)
                    .allSatisfy(worker -> assertThat(worker.pid()).isNull());
            Path release = directory.resolve("release");
            List<Recording> sleeps = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sleeps.add(pool.run("test-sleep", SleepTask.until(release)));
            }
            assertThat(pool.pool().status().busy()).isEqualTo(3);
            Files.createFile(release);
            sleeps.forEach(sleep -> assertThat(sleep.value()).isEqualTo("0"));
            assertThat(pool.restarts())
                    .as("of slots that were stopped on purpose")
                    .isEmpty();
        }
    }

    @Test
    void workersHaveTheNameThatTheSettingsGive() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).workerName("calc"))) {
            pool.pool().resize(3);
            assertThat(pool.pool().workers())
                    .extracting(WorkerStatus::id)
                    .containsExactly("calc-1", "calc-2", "calc-3");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolSettings.ofSize(1).workerName("two words").toProperties())
                .withMessageContaining("forkyard.pool.worker-name");
    }

    @Test
    void poolGrowsAndShrinksUnderLoadWithoutLoss() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2))) {
            List<Recording> all = new ArrayList<>();
            for (int size : new int[] {4, 1, 3, 1, 2}) {
                pool.pool().resize(size);
                assertThat(pool.pool().capacity()).isEqualTo(size);
                long until = System.nanoTime() + Duration.ofMillis(1200).toNanos();
                for (int i = 0; i < 20 || System.nanoTime() < until; i++) {
                    all.add(pool.run("test-sleep", SleepTask.millis(30)));
                }
            }
            all.forEach(each -> assertThat(each.value()).isEqualTo("0"));
            pool.awaitIdle(2);
            assertThat(pool.pool().workers()).extracting(WorkerStatus::id).containsExactly("worker-1", "worker-2");
            assertThat(pool.restarts()).isEmpty();
            await().atMost(PATIENCE)
                    .until(() -> ProcessHandle.current()
                                    .children()
                                    .filter(TestProcesses::isWorker)
                                    .count()
                            == 2);
        }
    }

    @Test
    void slotThatIsTooManyStaysUntilItsWorkIsDone() throws IOException {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2))) {
            Path release = directory.resolve("release");
            Recording first = pool.run("test-sleep", SleepTask.until(release));
            Recording second = pool.run("test-sleep", SleepTask.until(release));
            pool.pool().resize(1);
            assertThat(pool.pool().workers()).hasSize(2);
            assertThat(pool.worker(2).retiring()).isTrue();
            Files.createFile(release);
            assertThat(first.value()).isEqualTo("0");
            assertThat(second.value()).isEqualTo("0");
            await().atMost(PATIENCE).until(() -> pool.pool().workers().size() == 1);
        }
    }

    @Test
    void sizeOutOfRangeIsRefused() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            for (int size : new int[] {0, -1, PoolProperties.MAX_SIZE + 1}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pool.pool().resize(size));
            }
            assertThat(pool.pool().capacity()).isEqualTo(1);
        }
    }
}
