package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.jobtypes.SleepTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever coincides, each piece of work that was started ends exactly once, and costs no other anything. */
@Timeout(600)
class PoolRacesIT {

    @Test
    void cancelAtAnyInstantGivesOneEndEach() throws Exception {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).cancelGrace(Duration.ofSeconds(60)))) {
            Random random = new Random(5);
            List<Recording> started = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                Work work =
                        i % 2 == 0 ? TestPool.task("test-echo", i) : TestPool.task("test-sleep", SleepTask.millis(1));
                Lease lease = pool.lease();
                Recording recording = new Recording();
                assertThat(lease.start(List.of(work), recording)).isTrue();
                started.add(recording);
                LockSupport.parkNanos(random.nextLong(i % 2 == 0 ? 300_000 : 3_000_000));
                lease.cancel();
            }
            int cancelled = 0;
            for (Recording each : started) {
                Outcome outcome = each.outcome();
                assertThat(outcome)
                        .isInstanceOfAny(Outcome.Value.class, Outcome.Cancelled.class, Outcome.Returned.class);
                cancelled += outcome instanceof Outcome.Cancelled ? 1 : 0;
            }
            assertThat(cancelled).as("some of each, or nothing was raced").isBetween(1, started.size() - 1);
            pool.awaitIdle(2);
            assertThat(pool.restarts()).isEmpty();
        }
    }

    @Test
    void killAfterNoGraceAtAllNeverHitsTheNextTask() throws IOException {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).cancelGrace(Duration.ZERO))) {
            Random random = new Random(6);
            for (int i = 0; i < 60; i++) {
                Lease lease = pool.lease();
                Recording first = new Recording();
                assertThat(lease.start(List.of(TestPool.task("test-echo", i)), first))
                        .isTrue();
                LockSupport.parkNanos(random.nextLong(300_000));
                lease.cancel();
                Recording next = pool.run("test-echo", i);
                assertThat(next.value()).isEqualTo(Integer.toString(i));
                assertThat(first.outcome())
                        .isInstanceOfAny(Outcome.Value.class, Outcome.Cancelled.class, Outcome.Returned.class);
            }
        }
    }

    @Test
    void stormOfKillsEndsEachPieceOfWorkOnce() throws Exception {
        int size = 3;
        int kills = 40;
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(size))) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger killed = new AtomicInteger();
            Thread killer = new Thread(() -> {
                Random random = new Random(7);
                while (killed.get() < kills) {
                    LockSupport.parkNanos(random.nextLong(60_000_000));
                    WorkerStatus victim = pool.pool().workers().get(random.nextInt(size));
                    // Each that dies idle has those after it start later, so most must not.
                    boolean due = victim.state() == WorkerStatus.State.BUSY || killed.get() % 10 == 0;
                    if (victim.pid() != null && due) {
                        ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly);
                        killed.incrementAndGet();
                    }
                }
                over.set(true);
            });
            killer.start();
            List<Recording> started = new ArrayList<>();
            int refused = 0;
            while (!over.get()) {
                Optional<Lease> lease = pool.pool().lease(Isolation.POOLED, "");
                if (lease.isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                    continue;
                }
                Recording recording = new Recording();
                if (lease.get().start(List.of(TestPool.task("test-sleep", SleepTask.millis(20))), recording)) {
                    started.add(recording);
                } else {
                    refused++;
                    assertThat(recording.ends()).isZero();
                }
            }
            killer.join();
            int lost = 0;
            for (Recording each : started) {
                if (each.outcome() instanceof Outcome.Failed) {
                    assertThat(each.failure().signal()).isEqualTo("SIGKILL");
                    lost++;
                } else {
                    assertThat(each.value()).isEqualTo("0");
                }
            }
            assertThat(lost + refused).isPositive().isLessThanOrEqualTo(kills);
            assertThat(started).hasSizeGreaterThan(lost);
            pool.awaitIdle(size, Duration.ofMinutes(3));
            assertThat(pool.restarts().size()).isLessThanOrEqualTo(kills);
            for (int i = 0; i < 2 * size; i++) {
                assertThat(pool.run("test-echo", i).value()).isEqualTo(Integer.toString(i));
            }
        }
    }
}
