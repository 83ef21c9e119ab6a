package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // A hold is only let go.
final class SchedulerCancelTests extends OneServer {

    @Test
    void queuedJobIsCancelledAtOnceAndNeverRuns() {
        UUID id = server.submit();
        cancel(id);

        Job job = server.job(id);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
        assertThat(job.startedAt()).isNull();
        assertThat(job.finishedAt()).isNotNull();
        assertThat(job.tasks()).isEqualTo(TaskCounts.NONE);
        engine.hire(1);
        engine.answering(work -> doing(work, 1));
        server.end(server.submit());
        assertThat(engine.history()).noneMatch(work -> work.job().equals(id.toString()));
    }

    @Test
    void splittingJobIsCancelled() {
        engine.hire(1);
        UUID id = server.submit();
        Begun split = engine.next();
        cancel(id);

        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        assertThat(split.isCancelled()).isTrue();
        assertThat(server.job(id).startedAt()).isNotNull();
    }

    @Test
    void splitThatSucceedsInSpiteOfTheCancellationGivesNoTasks() {
        engine.hire(1);
        engine.stubborn();
        UUID id = server.submit();
        Begun split = engine.next();
        cancel(id);
        split.end(inputs(3));

        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        assertThat(server.job(id).tasks()).isEqualTo(TaskCounts.NONE);
        assertThat(taskStates(id)).isEmpty();
    }

    @Test
    void runningJobIsCancelledAndEachTaskKnowsItsFate() {
        engine.hire(4);
        engine.stubborn();
        engine.answering(work -> splitting(work, 6));
        UUID id = server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE));
        List<Begun> running = List.of(engine.next(), engine.next(), engine.next(), engine.next());
        running.get(0).end(value("0"));
        Begun four = engine.next();
        awaitCounts(id, new TaskCounts(6, 1, 4, 1, 0, 0));
        cancel(id);

        assertThat(server.job(id).state()).isEqualTo(State.CANCELLING);
        assertThat(four.isCancelled()).isTrue();
        awaitCounts(id, new TaskCounts(6, 1, 4, 1, 0, 0));
        assertThat(live(id).state()).isEqualTo(State.CANCELLING);
        running.get(1).end(value("1"));
        running.get(2).end(failed(FailureReason.TASK_ERROR, "interrupted"));
        running.get(3).end(new Outcome.Cancelled());
        clock.advance(Duration.ofSeconds(2));
        four.end(new Outcome.Cancelled());

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
        assertThat(job.failure()).isNull();
        assertThat(job.tasks()).isEqualTo(new TaskCounts(6, 0, 0, 2, 1, 3));
        assertThat(job.fraction()).isEqualTo(0.5);
        assertThat(taskStates(id))
                .containsExactly(
                        State.SUCCEEDED,
                        State.SUCCEEDED,
                        State.FAILED,
                        State.CANCELLED,
                        State.CANCELLED,
                        State.CANCELLED);
        assertThat(observer.events()).contains("cancelled after PT2S");
    }

    @Test
    void combiningJobIsCancelledThoughTheCombinationSucceeds() {
        engine.hire(1);
        engine.stubborn();
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 2));
        UUID id = server.submit();
        Begun combine = engine.next();
        cancel(id);
        assertThat(combine.isCancelled()).isTrue();
        combine.end(value("[0]"));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.CANCELLED);
        assertThat(job.result()).isNull();
        assertThat(taskStates(id)).containsOnly(State.SUCCEEDED);
    }

    @Test
    void cancellingAgainIsHarmless() {
        engine.hire(1);
        engine.stubborn();
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun piece = engine.next();
        for (int i = 0; i < 3; i++) {
            cancel(id);
            assertThat(server.job(id).state()).isEqualTo(State.CANCELLING);
        }
        piece.end(new Outcome.Cancelled());
        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        cancel(id);

        assertThat(server.job(id).state()).isEqualTo(State.CANCELLED);
        assertThat(observer.events())
                .filteredOn(event -> event.startsWith("cancelled"))
                .hasSize(1);
    }

    @Test
    void secondRequestIsAnsweredNoSoonerThanTheFirstIsCommitted() {
        engine.hire(1);
        engine.stubborn();
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun piece = engine.next();
        awaitCounts(id, new TaskCounts(1, 0, 1, 0, 0, 0));
        CompletableFuture<Void> first;
        CompletableFuture<Void> second;
        try (JobServer.Hold hold = server.holdWriter()) {
            first = scheduler.cancel(id);
            second = scheduler.cancel(id);
            await().until(piece::isCancelled);
            settle();
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
        }
        first.join();
        second.join();
        assertThat(server.job(id).state()).isEqualTo(State.CANCELLING);
        piece.end(new Outcome.Cancelled());
    }

    @Test
    void finalJobIsLeftAsItIs() {
        engine.hire(1);
        engine.answering(work -> doing(work, 1));
        UUID id = server.submit();
        Job before = server.end(id);
        cancel(id);

        assertThat(server.job(id)).isEqualTo(before);
    }

    @Test
    void jobThatStopsAfterAFailureMayStillBeCancelled() {
        engine.hire(2);
        engine.stubborn();
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        Begun zero = engine.next();
        Begun one = engine.next();
        zero.end(failed(FailureReason.TASK_ERROR, "no"));
        await().until(one::isCancelled);
        cancel(id);
        one.end(new Outcome.Cancelled());

        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        assertThat(server.job(id).failure()).isNull();
        assertThat(taskStates(id)).containsExactly(State.FAILED, State.CANCELLED);
    }

    @Test
    void cancelledJobGivesItsWorkersToTheNext() {
        engine.hire(2);
        engine.answering(work -> splitting(work, 10));
        UUID id = server.submit();
        engine.next();
        engine.next();
        cancel(id);
        server.end(id);
        engine.answering(work -> doing(work, 10));

        assertThat(server.end(server.submit()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void jobThatIsStillBeingStoredCanBeCancelled() {
        UUID id = JobServer.newId();
        CompletableFuture<Void> stored;
        CompletableFuture<Void> cancelled;
        try (JobServer.Hold hold = server.holdWriter()) {
            stored = scheduler.submit(id, JobServer.spec(), clock.instant());
            cancelled = scheduler.cancel(id);
            settle();
            assertThat(scheduler.whenFinal(id)).isNotDone();
        }
        stored.join();
        cancelled.orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(server.end(id).state()).isEqualTo(State.CANCELLED);
        engine.hire(1);
        engine.answering(work -> doing(work, 1));
        server.end(server.submit());
        assertThat(engine.history()).noneMatch(work -> work.job().equals(id.toString()));
    }

    @Test
    @Timeout(600)
    void cancelAndTheLastOutcomeAtTheSameMomentGiveOneFinalState() throws Exception {
        engine.hire(1);
        engine.stubborn();
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 1));
        Map<State, Integer> ends = new EnumMap<>(State.class);
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<UUID> ids = new ArrayList<>();
        Thread canceller = new Thread(() -> {
            try {
                for (int round = 0; round < 3_000; round++) {
                    barrier.await();
                    scheduler.cancel(ids.get(round)).join();
                    barrier.await();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        canceller.start();
        for (int round = 0; round < 3_000; round++) {
            UUID id = server.submit();
            ids.add(id);
            Begun combine = engine.next();
            barrier.await();
            combine.end(value("[0]"));
            Job job = server.end(id);
            barrier.await();
            ends.merge(job.state(), 1, Integer::sum);
            assertThat(job.state()).isIn(State.SUCCEEDED, State.CANCELLED);
            assertThat(job.result() != null).isEqualTo(job.state() == State.SUCCEEDED);
            assertThat(scheduler.find(id)).isEmpty();
        }
        canceller.join();

        assertThat(ids).allMatch(id -> scheduler.whenFinal(id).isDone());
        assertThat(server.store().counts())
                .containsEntry(
                        State.SUCCEEDED, ends.getOrDefault(State.SUCCEEDED, 0).longValue())
                .containsEntry(
                        State.CANCELLED, ends.getOrDefault(State.CANCELLED, 0).longValue())
                .containsEntry(State.CANCELLING, 0L);
        assertThat(observer.events())
                .filteredOn(event -> event.startsWith("finished"))
                .hasSize(3_000);
        assertThat(scheduler.size()).isZero();
    }

    private void cancel(UUID id) {
        scheduler.cancel(id).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** All that was told to the scheduler so far has been dealt with. */
    private void settle() {
        scheduler.cancel(JobServer.newId()).orTimeout(30, TimeUnit.SECONDS).join();
    }
}
