package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines, each of which is named when it has passed; and what is not one: a task that has stalled. */
final class DeadlineTests extends OneServer {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Retry ONCE = new Retry(1, Set.of());

    @Test
    void taskTimeoutStopsTheAttemptAndFailsItsTask() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(taskTimeout(SHORT), ONCE));
        Begun piece = engine.next();
        Job job = server.end(id);

        assertThat(piece.isCancelled()).isTrue();
        assertThat(job.state()).isEqualTo(State.FAILED);
        Failure cause = job.failure().cause();
        assertThat(cause.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(cause.deadline()).isEqualTo(Deadline.TASK_TIMEOUT);
        assertThat(attempts(id)).extracting(Attempt::failure).containsExactly(cause);
        assertThat(observer.events()).contains("finished sums FAILED TIMEOUT after PT0S");
    }

    @Test
    void taskTimeoutStopsOnlyTheOneThatRunsOfABatch() {
        engine.keeping().taking(Duration.ofMillis(1));
        engine.hire(1);
        AtomicBoolean met = new AtomicBoolean();
        engine.answering(work -> isInLeaseOfFive(work) && met.compareAndSet(false, true) ? null : doing(work, 40));
        UUID id = server.submit(JobServer.spec(
                5, null, OnTaskFailure.CONTINUE, taskTimeout(Duration.ofSeconds(2)), ONCE, Isolation.POOLED));
        Begun slow = engine.next();
        assertThat(server.end(id).tasks()).isEqualTo(new TaskCounts(40, 0, 0, 39, 1, 0));

        assertThat(slow.isCancelled()).isTrue();
        assertThat(taskStates(id).get(index(slow))).isEqualTo(State.FAILED);
        assertThat(server.job(id).failure().cause().deadline()).isEqualTo(Deadline.TASK_TIMEOUT);
    }

    /** The first leases hold one task each, until it is known how short these are. */
    private boolean isInLeaseOfFive(Work work) {
        List<Integer> batches = engine.batches();
        return work instanceof Work.Run && batches.get(batches.size() - 1) == 5;
    }

    @Test
    void answerThatComesTooLateCountsAsTimeout() {
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(taskTimeout(SHORT), ONCE));
        Begun piece = engine.next();
        await().until(piece::isCancelled);
        piece.end(value("0"), Duration.ofMillis(1_500), Duration.ZERO);

        assertThat(server.end(id).failure().cause())
                .isEqualTo(Failure.of(
                        FailureReason.TIMEOUT,
                        Deadline.TASK_TIMEOUT,
                        "The attempt ran for 1.5 s; the taskTimeout is 0.2 s."));
        assertThat(taskStates(id)).containsExactly(State.FAILED);
        assertThat(server.store().task(id, 0).orElseThrow().result()).isNull();
    }

    @Test
    void answerThatTookNoLongerThanAllowedCountsThoughItComesLate() {
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(taskTimeout(SHORT), ONCE));
        Begun piece = engine.next();
        await().until(piece::isCancelled);
        piece.end(value("0"), SHORT, Duration.ZERO);
        engine.next().end(value("[0]"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(taskStates(id)).containsExactly(State.SUCCEEDED);
    }

    @Test
    void workerKilledForItsTimeoutIsNoLoss() {
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(taskTimeout(SHORT), new Retry(3, Set.of())));
        Begun piece = engine.next();
        await().until(piece::isCancelled);
        piece.end(failed(FailureReason.WORKER_LOST, "It was killed."));

        assertThat(server.end(id).failure().cause().reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(attempts(id)).hasSize(1);
    }

    @Test
    void timeoutIsTriedAgainIfTheJobAsksForIt() {
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Run run && run.attempt() == 1 ? null : doing(work, 1));
        UUID id = server.submit(JobServer.spec(taskTimeout(SHORT), new Retry(2, Set.of(FailureReason.TIMEOUT))));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(attempts(id))
                .extracting(Attempt::number, Attempt::state)
                .containsExactly(tuple(1, State.FAILED), tuple(2, State.SUCCEEDED));
        assertThat(observer.events()).contains("retried TIMEOUT");
    }

    @ParameterizedTest
    @EnumSource(names = {"SPLIT", "COMBINE"})
    void taskTimeoutHoldsForSplitAndCombination(Phase phase) {
        engine.hire(1);
        engine.answering(work -> (phase == Phase.SPLIT ? work instanceof Work.Split : work instanceof Work.Combine)
                ? null
                : doing(work, 1));
        Job job = server.end(server.submit(JobServer.spec(taskTimeout(SHORT), ONCE)));

        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().phase()).isEqualTo(phase);
        assertThat(job.failure().cause().deadline()).isEqualTo(Deadline.TASK_TIMEOUT);
    }

    @Test
    void timeoutOfTheJobStopsAllAndKeepsWhatIsDone() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit(JobServer.spec(new Deadlines(Duration.ofSeconds(10), null, null), ONCE));
        engine.next().end(value("0"));
        Begun one = engine.next();
        clock.advance(Duration.ofMillis(9_999));
        recordedAsRunning(id);
        assertThat(one.isCancelled()).isFalse();
        clock.advance(Duration.ofMillis(1));

        Job job = server.end(id);
        assertThat(job.failure())
                .isEqualTo(new JobFailure(
                        Failure.of(
                                FailureReason.TIMEOUT,
                                Deadline.TIMEOUT,
                                "The job had run for 10 s; its timeout is 10 s."),
                        Phase.RUN,
                        null,
                        null,
                        null));
        assertThat(taskStates(id)).containsExactly(State.SUCCEEDED, State.CANCELLED, State.CANCELLED);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(3, 0, 0, 1, 0, 2));
    }

    @Test
    void timeoutOfTheJobStandsThoughItsLastTaskSucceedsMeanwhile() {
        engine.stubborn();
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Deadlines(Duration.ofSeconds(10), null, null), ONCE));
        Begun piece = engine.next();
        clock.advance(Duration.ofSeconds(10));
        await().until(piece::isCancelled);
        piece.end(value("0"));

        assertThat(server.end(id).failure().cause().deadline()).isEqualTo(Deadline.TIMEOUT);
        assertThat(taskStates(id)).containsExactly(State.SUCCEEDED);
    }

    @Test
    void timeoutOfTheJobIsReckonedFromItsStart() {
        UUID id = server.submit(JobServer.spec(new Deadlines(Duration.ofSeconds(10), null, null), ONCE));
        clock.advance(Duration.ofHours(1));
        engine.answering(work -> doing(work, 1));
        engine.hire(1);

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void queueTimeoutFailsAJobThatNoWorkerHasBegunAndSaysWhatKeepsTheEngine() {
        engine.hasProblem("No worker can be started: no java.");
        UUID id = server.submit(JobServer.spec(new Deadlines(null, null, Duration.ofSeconds(60)), Retry.DEFAULT));
        UUID patient = server.submit();
        clock.advance(Duration.ofSeconds(60));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.startedAt()).isNull();
        assertThat(job.failure().phase()).isEqualTo(Phase.SPLIT);
        assertThat(job.failure().cause())
                .isEqualTo(Failure.of(
                        FailureReason.QUEUE_TIMEOUT,
                        Deadline.QUEUE_TIMEOUT,
                        "The job had waited 60 s for a worker; its queueTimeout is 60 s."
                                + " No worker can be started: no java."));
        assertThat(server.job(patient).state()).isEqualTo(State.QUEUED);
        engine.answering(work -> doing(work, 1));
        engine.hire(1);
        server.end(patient);
        assertThat(engine.history()).noneMatch(work -> work.job().equals(id.toString()));
    }

    @Test
    void queueTimeoutIsOverOnceAWorkerHasBegun() {
        engine.hire(1);
        UUID id = server.submit(JobServer.spec(new Deadlines(null, null, Duration.ofSeconds(60)), Retry.DEFAULT));
        Begun split = engine.next();
        clock.advance(Duration.ofHours(1));
        split.end(inputs(1));
        Begun task = engine.next();
        recordedAsRunning(id);
        task.end(value("0"));
        engine.next().end(value("[0]"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void stalledTaskIsFlaggedAndCountedOnceButRunsOn() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun piece = engine.next();
        await().until(() -> live(id).running().size() == 1);
        Instant since = clock.instant();
        piece.stall(since);
        await().until(() -> observer.events().contains("stalled sums"));
        assertThat(live(id).running().get(0).stalled()).isTrue();
        assertThat(live(id).attempts().get(0).stalledSince()).isEqualTo(since);
        piece.stall(null);
        assertThat(live(id).running().get(0).stalled()).isFalse();
        piece.stall(since);
        recordedAsRunning(id);
        assertThat(piece.isCancelled()).isFalse();
        piece.end(value("0"));
        engine.next().end(value("[0]"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(observer.events()).containsOnlyOnce("stalled sums");
    }

    @Test
    void stalledTaskIsStoppedWhereTheServiceIsSetToDoSo() {
        serve(new ScheduleLimits(100, Duration.ofMillis(5), true, Duration.ZERO, Duration.ZERO, 100, JobServer.SHARED));
        engine.hire(2);
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit();
        Begun one = engine.next();
        Begun other = engine.next();
        one.stall(clock.instant());
        await().until(one::isCancelled);

        Failure cause = server.end(id).failure().cause();
        assertThat(cause.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(cause.deadline()).isEqualTo(Deadline.STALL_TIMEOUT);
        assertThat(cause.message()).contains("had stalled");
        assertThat(observer.events()).contains("stalled sums");
        assertThat(other.isCancelled()).as("the job fails").isTrue();
    }

    private static Deadlines taskTimeout(Duration limit) {
        return new Deadlines(null, limit, null);
    }

    /** The watch has looked at the task that runs, after all that was done before. */
    private void recordedAsRunning(UUID id) {
        await().until(() -> taskStates(id).contains(State.RUNNING));
    }

    private List<Attempt> attempts(UUID id) {
        return server.store().task(id, 0).orElseThrow().attempts();
    }
}
