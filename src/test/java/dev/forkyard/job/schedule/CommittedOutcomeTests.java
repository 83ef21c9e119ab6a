package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.JobServer.Hold;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.StoreException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nobody sees an outcome that a crash could still undo. */
@SuppressWarnings("try") // A hold is only let go.
final class CommittedOutcomeTests extends OneServer {

    @Test
    void submissionIsNotAcceptedBeforeItIsCommittedAndDoesNotRun() {
        engine.hire(1);
        CompletableFuture<Void> stored;
        UUID id = JobServer.newId();
        try (Hold hold = server.holdWriter()) {
            stored = scheduler.submit(id, JobServer.spec(), clock.instant());
            settle();
            assertThat(stored).isNotDone();
            assertThat(engine.history()).isEmpty();
            assertThat(scheduler.size()).isEqualTo(1);
            assertThat(scheduler.whenFinal(id))
                    .as("nobody who asks is told of an end")
                    .isNotDone();
        }
        stored.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(engine.next().work()).isInstanceOf(Work.Split.class);
    }

    @Test
    void submissionThatTheStoreRefusesIsForgotten() {
        server.store().close();
        UUID id = JobServer.newId();

        assertThatThrownBy(() ->
                        scheduler.submit(id, JobServer.spec(), clock.instant()).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class);
        assertThat(scheduler.find(id)).isEmpty();
        assertThat(scheduler.size()).isZero();
        assertThat(scheduler.whenFinal(id)).isDone();
    }

    @Test
    void tasksAreNotShownBeforeTheSplitIsCommitted() {
        engine.hire(1);
        UUID id = server.submit();
        Begun split = engine.next();
        try (Hold hold = server.holdWriter()) {
            split.end(inputs(3));
            engine.next();
            settle();
            assertThat(live(id).tasks()).isEqualTo(TaskCounts.NONE);
            assertThat(live(id).running()).isEmpty();
        }
        awaitCounts(id, new TaskCounts(3, 2, 1, 0, 0, 0));
        assertThat(live(id).running()).hasSize(1);
    }

    @Test
    void endedTaskIsQueuedInTheEyesOfOthersUntilItsOutcomeIsCommitted() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit();
        Begun zero = engine.next();
        awaitCounts(id, new TaskCounts(3, 2, 1, 0, 0, 0));
        try (Hold hold = server.holdWriter()) {
            zero.end(value("0"));
            engine.next();
            await().untilAsserted(() -> assertThat(live(id).attempts()).containsOnlyKeys(1));
            settle();
            assertThat(live(id).tasks()).isEqualTo(new TaskCounts(3, 2, 1, 0, 0, 0));
            assertThat(live(id).usage()).isEqualTo(JobUsage.NONE);
            assertThat(observer.events()).noneMatch(event -> event.startsWith("task"));
        }
        awaitCounts(id, new TaskCounts(3, 1, 1, 1, 0, 0));
        assertThat(live(id).usage().taskWall()).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void successIsNotToldBeforeItIsCommitted() {
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Combine ? null : doing(work, 2));
        UUID id = server.submit();
        Begun combine = engine.next();
        awaitCounts(id, new TaskCounts(2, 0, 0, 2, 0, 0));
        CompletableFuture<Void> end = scheduler.whenFinal(id);
        try (Hold hold = server.holdWriter()) {
            combine.end(value("[0]"));
            settle();
            assertStillRunning(id, end);
        }
        end.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(server.job(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(scheduler.find(id)).isEmpty();
    }

    @Test
    void failureIsNotToldBeforeItIsCommitted() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        Begun zero = engine.next();
        awaitCounts(id, new TaskCounts(2, 1, 1, 0, 0, 0));
        CompletableFuture<Void> end = scheduler.whenFinal(id);
        try (Hold hold = server.holdWriter()) {
            zero.end(failed(FailureReason.TASK_ERROR, "no"));
            settle();
            assertStillRunning(id, end);
            assertThat(live(id).tasks()).isEqualTo(new TaskCounts(2, 1, 1, 0, 0, 0));
        }
        end.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(server.job(id).state()).isEqualTo(State.FAILED);
    }

    @Test
    void cancellationIsNotToldBeforeItIsCommitted() {
        UUID id = server.submit();
        CompletableFuture<Void> end = scheduler.whenFinal(id);
        CompletableFuture<Void> cancelled;
        try (Hold hold = server.holdWriter()) {
            cancelled = scheduler.cancel(id);
            settle();
            assertThat(cancelled).isNotDone();
            assertThat(end).isNotDone();
            assertThat(live(id).state().isFinal()).isFalse();
        }
        cancelled.orTimeout(30, TimeUnit.SECONDS).join();
        end.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(server.job(id).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void noMoreWorkIsBegunWhileThousandsOfOutcomesWaitToBeCommitted() {
        engine.hire(2);
        UUID id = server.submit();
        engine.next().end(inputs(50_000));
        Begun zero = engine.next();
        Begun one = engine.next();
        awaitCounts(id, new TaskCounts(50_000, 49_998, 2, 0, 0, 0));
        try (Hold hold = server.holdWriter()) {
            engine.answering(work -> doing(work, 0));
            zero.end(value("0"));
            one.end(value("1"));
            await().during(Duration.ofSeconds(1)) // Notes of attempts that take long wait as well; they are few.
                    .until(() -> engine.history().size() > 19_000
                            && live(id).running().isEmpty());
            assertThat(engine.history()).hasSizeLessThan(20_010);
        }
        assertThat(server.end(id).tasks()).isEqualTo(new TaskCounts(50_000, 0, 0, 50_000, 0, 0));
    }

    private void assertStillRunning(UUID id, CompletableFuture<Void> end) {
        assertThat(end).isNotDone();
        assertThat(live(id).state()).isEqualTo(State.RUNNING);
        assertThat(server.job(id).state()).isEqualTo(State.RUNNING);
        assertThat(scheduler.size()).isPositive();
    }

    /** Four rounds: an outcome was dealt with, a worker asked for twice, and what follows from it was shown. */
    private void settle() {
        for (int i = 0; i < 4; i++) {
            scheduler.cancel(JobServer.newId()).orTimeout(30, TimeUnit.SECONDS).join();
        }
    }
}
