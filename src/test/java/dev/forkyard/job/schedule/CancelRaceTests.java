package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.TaskOrder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job is cancelled in the instant in which its task ends: whichever is first, there is one end, and all agree on it. */
final class CancelRaceTests extends OneServer {

    private static final int TRIES = 2_000;

    enum End {
        SUCCESS(value("0")),
        ERROR(failed(FailureReason.TASK_ERROR, "no")),
        LOSS(failed(FailureReason.WORKER_LOST, "It died."));

        private final Outcome outcome;

        End(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    private final ExecutorService canceller = Executors.newSingleThreadExecutor();
    private final CyclicBarrier barrier = new CyclicBarrier(2);

    @AfterEach
    void stop() {
        canceller.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void cancelAndTheEndOfATaskAtTheSameMomentGiveOneFinalState(End end) throws Exception {
        engine.hire(1);
        engine.answering(
                work -> work instanceof Work.Run run && run.index() == 0 && run.attempt() == 1 ? null : doing(work, 2));
        Map<State, Integer> ends = new EnumMap<>(State.class);
        for (int i = 0; i < TRIES; i++) {
            UUID id = server.submit();
            Begun task = engine.next();
            if (i == 0) {
                scheduler.cancel(id).join();
            } else if (i == 1) {
                task.end(end.outcome);
                server.end(id);
            }
            Future<?> cancelling = canceller.submit(() -> {
                meet();
                scheduler.cancel(id).join();
                return null;
            });
            meet();
            task.end(end.outcome);
            cancelling.get(30, TimeUnit.SECONDS);
            Job job = server.end(id);
            ends.merge(job.state(), 1, Integer::sum);
            assertAllAgree(id, job, end);
        }

        State uncancelled = end == End.ERROR ? State.FAILED : State.SUCCEEDED;
        assertThat(ends).containsOnlyKeys(State.CANCELLED, uncancelled);
        assertThat(scheduler.size()).isZero();
        assertThat(server.store().unfinished()).isEmpty();
        assertThat(observer.events())
                .filteredOn(event -> event.startsWith("finished"))
                .hasSize(TRIES);
        assertThat(observer.events())
                .filteredOn(event -> event.startsWith("cancelled"))
                .hasSize(ends.getOrDefault(State.CANCELLED, 0));
        assertThat(engine.mostRunning()).isEqualTo(1);
    }

    /** Each side is now and then a little later, so that either may come first. In the first two tries that is settled. */
    private void meet() throws Exception {
        barrier.await(30, TimeUnit.SECONDS);
        long until = System.nanoTime()
                + ThreadLocalRandom.current().nextLong(Duration.ofNanos(60_000).toNanos());
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private void assertAllAgree(UUID id, Job job, End end) {
        assertThat(scheduler.find(id)).isEmpty();
        assertThat(scheduler.whenFinal(id)).isDone();
        assertThat(job.result() != null).isEqualTo(job.state() == State.SUCCEEDED);
        assertThat(job.failure() != null).isEqualTo(job.state() == State.FAILED);
        List<Task> tasks = server.store().tasks(id, TaskOrder.INDEX, 0, 10, 10);
        assertThat(job.tasks()).isEqualTo(counts(tasks));
        assertThat(tasks).allMatch(task -> task.state().isFinal());
        for (Task task : tasks) {
            assertThat(task.attempts()).allMatch(attempt -> attempt.state().isFinal());
            assertThat(task.attempts().stream().map(Attempt::number).distinct()).hasSameSizeAs(task.attempts());
            assertThat(task.result() != null).isEqualTo(task.state() == State.SUCCEEDED);
        }
        if (job.state() != State.CANCELLED) {
            assertThat(tasks.get(0).attempts()).hasSize(end == End.LOSS ? 2 : 1);
        }
    }

    private static TaskCounts counts(List<Task> tasks) {
        return new TaskCounts(
                tasks.size(),
                0,
                0,
                count(tasks, State.SUCCEEDED),
                count(tasks, State.FAILED),
                count(tasks, State.CANCELLED));
    }

    private static int count(List<Task> tasks, State state) {
        return (int) tasks.stream().filter(task -> task.state() == state).count();
    }
}
