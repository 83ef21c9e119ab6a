package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Outcome;
import dev.forkyard.jobtypes.CrashTask;
import dev.forkyard.jobtypes.HangTask;
import dev.forkyard.jobtypes.TraceTask;
import dev.forkyard.jobtypes.TraceTask.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that has a JVM to itself, while the warm worker of the slot waits. */
@Timeout(180)
class FreshIT {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void freshWorkHasAJvmToItselfAndTheWarmOneStaysAsItWas(int spares) {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(spares))) {
            Trace warm = trace(pool.run("test-trace", TraceTask.keeping(0)));
            List<Long> pids = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Trace fresh = trace(pool.runFresh("test-trace", TraceTask.keeping(0)));
                assertThat(fresh.before()).as("tasks that it had run").isZero();
                pids.add(fresh.pid());
            }
            assertThat(pids).doesNotHaveDuplicates().doesNotContain(warm.pid());
            assertThat(trace(pool.run("test-trace", TraceTask.keeping(0)))).isEqualTo(new Trace(warm.pid(), 1));
            await().until(() ->
                    pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
            await().until(() -> pool.pool().status().spares() == spares);
            assertThat(pool.restarts()).isEmpty();
            assertThat(pool.worker(1).restarts()).isZero();
            assertThat(pool.pool().status().problem()).isNull();
            assertThat(pool.pool().status().circuit()).isEqualTo(PoolStatus.Circuit.CLOSED);
        }
    }

    @Test
    void freshLeaseIsOfTheSlotAndShownThere() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1))) {
            Recording hang = pool.runFresh("test-hang", HangTask.spinning());
            await().until(() -> hang.log().contains("hanging"));
            assertThat(pool.worker(1).state()).isEqualTo(WorkerStatus.State.BUSY);
            assertThat(pool.worker(1).currentTask()).isNotNull();
            assertThat(pool.pool().lease(Isolation.FRESH, ""))
                    .as("the slot's core is taken")
                    .isEmpty();
            assertThat(pool.pool().lease(Isolation.POOLED, ""))
                    .as("the slot's core is taken")
                    .isEmpty();
            ProcessHandle guest = ProcessHandle.of(pool.worker(1).pid()).orElseThrow();
            guest.destroyForcibly();
            assertThat(hang.failure().signal()).isEqualTo("SIGKILL");
            pool.awaitIdle(1);
            assertThat(pool.worker(1).pid()).isNotEqualTo(guest.pid());
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
    }

    @Test
    void workerThatHasRunNothingServesAsFreshWhereNoSpareIsReady() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(0))) {
            long unused = pool.worker(1).pid();
            Trace fresh = trace(pool.runFresh("test-trace", TraceTask.keeping(0)));
            assertThat(fresh).isEqualTo(new Trace(unused, 0));
            pool.awaitIdle(1);
            assertThat(pool.worker(1).pid()).isNotEqualTo(unused);
            await().until(() -> ProcessHandle.of(unused).isEmpty());
        }
    }

    @Test
    void freshWorkThatDiesOrIsCancelledCostsTheWarmWorkerNothing() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1))) {
            Trace warm = trace(pool.run("test-trace", TraceTask.keeping(0)));
            Failure crash = pool.runFresh("test-crash", CrashTask.always(CrashTask.How.HALT, 7))
                    .failure();
            assertThat(crash.exitCode()).isEqualTo(7);
            var lease = pool.lease(Isolation.FRESH);
            Recording hang = new Recording();
            lease.start(List.of(TestPool.task("test-hang", HangTask.spinning())), hang);
            await().until(() -> hang.log().contains("hanging"));
            lease.cancel();
            assertThat(hang.outcome()).isEqualTo(new Outcome.Cancelled());
            assertThat(trace(pool.run("test-trace", TraceTask.keeping(0)))).isEqualTo(new Trace(warm.pid(), 1));
        }
    }

    @Test
    void warmWorkerThatDiesWhileItWaitsIsReplacedAfterItsGuest() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1))) {
            assertThat(pool.run("test-echo", 1).value())
                    .as("so that it is fresh no more")
                    .isEqualTo("1");
            long warm = pool.worker(1).pid();
            Recording hang = pool.runFresh("test-hang", HangTask.spinning());
            await().until(() -> hang.log().contains("hanging"));
            long guest = pool.worker(1).pid();
            ProcessHandle.of(warm).orElseThrow().destroyForcibly();
            await().until(() -> pool.restarts().size() == 1);
            assertThat(hang.isDone()).isFalse();
            ProcessHandle.of(guest).orElseThrow().destroyForcibly();
            assertThat(hang.failure().signal()).isEqualTo("SIGKILL");
            pool.awaitIdle(1);
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
            assertThat(pool.worker(1).pid()).isNotIn(warm, guest);
        }
    }

    @Test
    void freshAndPooledWorkTakeTurnsWithoutLoss() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(2).spares(1))) {
            List<Recording> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(i % 2 == 0 ? pool.runFresh("test-echo", i) : pool.run("test-echo", i));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(all.get(i).value()).isEqualTo(Integer.toString(i));
            }
            pool.awaitIdle(2);
            assertThat(pool.restarts()).isEmpty();
        }
    }

    private static Trace trace(Recording recording) {
        return TestPool.parse(recording.value(), Trace.class);
    }
}
