package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.FailingTask;
import dev.forkyard.jobtypes.HarmTask;
import dev.forkyard.jobtypes.HarmTask.How;
import dev.forkyard.pool.PoolProperties.LogOverflow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task does to a JVM that survives it: the next task finds it clean, or finds another. */
@Timeout(180)
class DamageIT {

    @ParameterizedTest
    @EnumSource(names = {"OUT_OF_MEMORY", "OUT_OF_MEMORY_WITHIN", "DIRECT_MEMORY"})
    void exhaustedMemoryThatTheJvmSurvivesIsAnsweredAndItsWorkerReplaced(How how) {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            long pid = pool.worker(1).pid();
            Recording harm = pool.run("test-harm", HarmTask.doing(how));
            assertThat(harm.failure()).satisfies(failure -> {
                assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
                assertThat(failure.stack()).contains("java.lang.OutOfMemoryError");
                assertThat(failure.exitCode()).isNull();
                assertThat(failure.signal()).isNull();
            });
            assertThat(harm.usage().pid()).isEqualTo(pid);
            pool.awaitIdle(1);
            assertThat(pool.restarts()).containsExactly(Restart.DAMAGED);
            assertThat(pool.worker(1).pid()).isNotEqualTo(pid);
            await().until(() -> ProcessHandle.of(pid).isEmpty());
            assertThat(pool.pool().status().problem()).isNull();
        }
    }

    @Test
    void overflownStackIsTheTasksErrorAndItsWorkerIsReplaced() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording failing = pool.run("test-failing", FailingTask.always(FailingTask.Kind.STACK_OVERFLOW, "unused"));
            assertThat(failing.failure().reason()).isEqualTo(FailureReason.TASK_ERROR);
            assertThat(failing.failure().exceptionType()).isEqualTo("java.lang.StackOverflowError");
            pool.awaitIdle(1);
            assertThat(pool.restarts()).containsExactly(Restart.DAMAGED);
        }
    }

    @Test
    void workerInWhichATaskLeftAThreadThatComputesIsReplacedAndTheTaskSucceeds() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording batch = pool.start(task(0, How.THREAD_SPINS), task(1, How.NONE));
            assertThat(batch.value(0)).isEqualTo("[]");
            assertThat(batch.outcome(1)).isEqualTo(new Outcome.Returned());
            pool.awaitIdle(1);
            assertThat(pool.restarts()).containsExactly(Restart.DAMAGED);
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
    }

    /** A thread that comes to wait for a core for long while it is looked at is taken for one that computes. */
    @Test
    void threadThatOnlyWaitsIsLetBe() {
        List<Restart> restarts = restartsAfterAThreadThatOnlyWaits();
        for (int tries = 1; tries < 3 && restarts.equals(List.of(Restart.DAMAGED)); tries++) {
            restarts = restartsAfterAThreadThatOnlyWaits();
        }
        assertThat(restarts).isEmpty();
    }

    private static List<Restart> restartsAfterAThreadThatOnlyWaits() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            long pid = pool.worker(1).pid();
            Recording batch = pool.start(task(0, How.THREAD_WAITS), task(1, How.NONE));
            assertThat(batch.value(0)).isEqualTo("[]");
            pool.awaitIdle(1);
            List<Restart> restarts = pool.restarts();
            if (restarts.isEmpty()) {
                assertThat(batch.value(1)).isEqualTo("[]");
                assertThat(pool.worker(1).pid()).isEqualTo(pid);
            }
            return restarts;
        }
    }

    @Test
    void damagedWorkerReturnsWhatItHasNotBegun() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording batch = pool.start(task(0, How.NONE), task(1, How.OUT_OF_MEMORY), task(2, How.NONE));
            assertThat(batch.value(0)).isEqualTo("[]");
            assertThat(batch.failure(1).reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            assertThat(batch.outcome(2)).isEqualTo(new Outcome.Returned());
            pool.awaitIdle(1);
            assertThat(pool.restarts()).containsExactly(Restart.DAMAGED);
        }
    }

    @Test
    void damagedGuestIsGoneAndTheWarmWorkerStays() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1))) {
            assertThat(pool.run("test-echo", 1).value())
                    .as("so that it is fresh no more")
                    .isEqualTo("1");
            long warm = pool.worker(1).pid();
            Recording harm = pool.start(Isolation.FRESH, task(0, How.OUT_OF_MEMORY));
            assertThat(harm.failure().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            pool.awaitIdle(1);
            assertThat(pool.worker(1).pid()).isEqualTo(warm);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAMS", "FILES", "INTERRUPT"})
    void nextTaskFindsTheJvmAsItShouldBe(How how) {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording batch = pool.start(task(0, how), task(1, How.NONE));
            assertThat(batch.value(1)).as("temporary files").isEqualTo("[]");
            assertThat(batch.log(1)).isEqualTo("harm\n");
            Recording next = pool.run("test-harm", HarmTask.doing(How.FILES));
            assertThat(next.value()).as("temporary files").isEqualTo("[]");
            assertThat(next.log()).isEqualTo("harm\n");
            pool.awaitIdle(1);
            assertThat(pool.restarts()).isEmpty();
        }
    }

    @Test
    void temporaryDirectoryThatATaskRemovedIsThereForTheNext() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Recording batch = pool.start(task(0, How.NO_DIRECTORY), task(1, How.NONE));
            assertThat(batch.value(0)).isEqualTo("[]");
            assertThat(batch.value(1)).isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spammerIsStoppedWhereOverflowFailsATask(boolean heeds) {
        Duration grace = heeds ? Duration.ofSeconds(60) : Duration.ofMillis(300);
        try (TestPool pool = TestPool.started(
                PoolSettings.ofSize(1).logOverflow(LogOverflow.FAIL).cancelGrace(grace))) {
            long began = System.nanoTime();
            Recording batch = pool.start(task(0, heeds ? How.SPAM : How.SPAM_ON), task(1, How.NONE));
            assertThat(batch.failure(0).reason()).isEqualTo(FailureReason.OUTPUT_LIMIT);
            assertThat(batch.failure(0).message()).contains("printed more than");
            assertThat(batch.log(0))
                    .startsWith("harm\nspam number 0\n")
                    .endsWith("\n[stopped for printing more than 50000 bytes]\n")
                    .hasSizeLessThan(50_100);
            assertThat(batch.outcome(1)).isInstanceOf(heeds ? Outcome.Value.class : Outcome.Returned.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
            pool.awaitIdle(1);
            assertThat(pool.restarts()).isEqualTo(heeds ? List.of() : List.of(Restart.WORKER_LOST));
        }
    }

    @Test
    void spammerGoesOnAndFillsNothingWhereOverflowIsCut() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).cancelGrace(Duration.ofSeconds(60)))) {
            var lease = pool.lease();
            Recording spam = new Recording();
            lease.start(List.of(task(0, How.SPAM)), spam);
            await().until(() -> spam.log().contains("was dropped"));
            await().during(Duration.ofMillis(500)).until(() -> !spam.isDone());
            lease.cancel();
            assertThat(spam.outcome()).isEqualTo(new Outcome.Cancelled());
            assertThat(spam.log())
                    .endsWith("\n[output past 50000 bytes was dropped]\n")
                    .hasSizeLessThan(50_100);
            pool.awaitIdle(1);
            assertThat(pool.restarts()).isEmpty();
        }
    }

    private static Work task(int index, How how) {
        return new Work.Run(
                TestPool.JOB, "test-harm", index, "task-" + index, 1, TestPool.json(HarmTask.doing(how)), List.of());
    }
}
