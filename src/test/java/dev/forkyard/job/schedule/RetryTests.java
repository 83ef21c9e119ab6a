package dev.forkyard.job.schedule;

import static dev.forkyard.job.ScriptedEngine.failed;
import static dev.forkyard.job.ScriptedEngine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobServer;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.ScriptedEngine.Begun;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tried again, where, how often, and what is said when no attempt is left. */
final class RetryTests extends OneServer {

    private static final Failure DIED =
            new Failure(FailureReason.WORKER_LOST, "It died.", null, null, null, "SIGKILL", null, null);
    private static final Outcome LOST = new Outcome.Failed(DIED);

    @Test
    void lostTaskRunsAgainInAJvmThatHasRunNothingWithTheNextNumber() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        Begun first = engine.next();
        assertThat(first.isolation()).isEqualTo(Isolation.POOLED);
        first.end(LOST);
        Begun second = engine.next();
        assertThat(second.isolation()).isEqualTo(Isolation.FRESH);
        assertThat(second.work()).isEqualTo(new Work.Run(id.toString(), "sums", 0, "task-0", 2, "0", List.of()));
        second.end(value("\"again\""));
        Begun combine = engine.next();
        assertThat(combine.isolation()).isEqualTo(Isolation.POOLED);
        assertThat(combine.work(Work.Combine.class).results()).containsExactly("\"again\"");
        combine.end(value("0"));

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.tasks()).isEqualTo(new TaskCounts(1, 0, 0, 1, 0, 0));
        assertThat(job.usage().taskWall()).as("both attempts").isEqualTo(Duration.ofMillis(8));
        assertThat(attempts(id, 0))
                .extracting(Attempt::number, Attempt::state, Attempt::failure)
                .containsExactly(tuple(1, State.FAILED, DIED), tuple(2, State.SUCCEEDED, null));
        assertThat(observer.events())
                .filteredOn(event -> event.startsWith("task"))
                .hasSize(1);
        assertThat(observer.events()).containsOnlyOnce("retried WORKER_LOST");
    }

    @Test
    void taskThatKillsItsWorkerEachTimeIsPoisonedWithEveryAttemptKept() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 2));
        UUID id = server.submit(JobServer.spec(new Retry(4, Set.of())));
        engine.next().end(LOST);
        for (int attempt = 2; attempt <= 4; attempt++) {
            Begun again = engine.next();
            assertThat(again.work(Work.Run.class))
                    .extracting(Work.Run::index, Work.Run::attempt)
                    .containsExactly(0, attempt);
            assertThat(again.isolation()).isEqualTo(Isolation.FRESH);
            again.end(LOST);
        }

        Job job = server.end(id);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().phase()).isEqualTo(Phase.RUN);
        assertThat(job.failure().task()).isZero();
        assertThat(job.failure().attempt()).isEqualTo(4);
        Failure cause = job.failure().cause();
        assertThat(cause.reason()).isEqualTo(FailureReason.POISONED);
        assertThat(cause.signal()).isEqualTo("SIGKILL");
        assertThat(cause.message()).isEqualTo("No attempt at the task is left after 4 that failed. The last: It died.");
        assertThat(attempts(id, 0))
                .extracting(Attempt::number, Attempt::state, Attempt::failure)
                .containsExactly(
                        tuple(1, State.FAILED, DIED),
                        tuple(2, State.FAILED, DIED),
                        tuple(3, State.FAILED, DIED),
                        tuple(4, State.FAILED, DIED));
        assertThat(taskStates(id)).containsExactly(State.FAILED, State.CANCELLED);
        assertThat(observer.events())
                .contains("task sums FAILED POISONED PT0.004S PT0.003S")
                .contains("finished sums FAILED POISONED after PT0S")
                .filteredOn("retried WORKER_LOST"::equals)
                .hasSize(3);
    }

    @Test
    void singleAttemptThatIsAllowedIsTheLast() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Retry(1, Set.of())));
        engine.next().end(LOST);

        assertThat(server.end(id).failure().cause().reason()).isEqualTo(FailureReason.POISONED);
        assertThat(attempts(id, 0)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TASK_ERROR", "TIMEOUT", "OUT_OF_MEMORY"})
    void otherFailuresAreTriedAgainIfTheJobNamesThem(FailureReason reason) {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Retry(2, Set.of(reason))));
        engine.next().end(failed(reason, "first"));
        Begun again = engine.next();
        boolean heapIsSpoilt = reason == FailureReason.OUT_OF_MEMORY;
        assertThat(again.isolation()).isEqualTo(heapIsSpoilt ? Isolation.FRESH : Isolation.POOLED);
        again.end(failed(reason, "second"));

        assertThat(server.end(id).failure().cause()).isEqualTo(Failure.of(reason, "second"));
        assertThat(attempts(id, 0))
                .extracting(attempt -> attempt.failure().message())
                .containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource(names = {"TASK_ERROR", "TIMEOUT", "OUT_OF_MEMORY", "OUTPUT_LIMIT"})
    void otherFailuresAreNotTriedAgainUnasked(FailureReason reason) {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        Set<FailureReason> others =
                Set.of(reason == FailureReason.TASK_ERROR ? FailureReason.TIMEOUT : FailureReason.TASK_ERROR);
        UUID id = server.submit(JobServer.spec(new Retry(5, others)));
        engine.next().end(failed(reason, "only"));

        assertThat(server.end(id).failure().cause()).isEqualTo(Failure.of(reason, "only"));
        assertThat(attempts(id, 0)).hasSize(1);
    }

    @Test
    void workersThatCannotStartCostAttemptsButAreNotCalledPoison() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Retry(2, Set.of())));
        engine.next().end(failed(FailureReason.START_FAILED, "no java"));
        engine.next().end(failed(FailureReason.START_FAILED, "no java"));

        assertThat(server.end(id).failure().cause().reason()).isEqualTo(FailureReason.START_FAILED);
    }

    @Test
    void whatEndedWithTheServerDoesNotCountAgainstTheAttempts() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Retry(2, Set.of())));
        for (int i = 0; i < 5; i++) {
            engine.next().end(failed(FailureReason.SERVER_LOST, "stopped"));
        }
        engine.next().end(LOST);
        Begun last = engine.next();
        assertThat(last.work(Work.Run.class).attempt()).isEqualTo(7);
        last.end(LOST);

        assertThat(server.end(id).failure().cause().message())
                .isEqualTo("No attempt at the task is left after 2 that failed. The last: It died.");
        assertThat(attempts(id, 0)).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPLIT", "COMBINE"})
    void lostSplitOrCombinationIsTriedAgainInAFreshJvm(Phase phase) {
        engine.hire(1);
        engine.answering(work -> is(work, phase) ? null : doing(work, 2));
        UUID id = server.submit();
        engine.next().end(LOST);
        Begun again = engine.next();
        assertThat(again.isolation()).isEqualTo(Isolation.FRESH);
        again.end(doing(again.work(), 2));

        assertThat(server.end(id).result().json()).isEqualTo("[0, 1]");
        assertThat(observer.events()).contains("retried WORKER_LOST");
    }

    @ParameterizedTest
    @EnumSource(names = {"SPLIT", "COMBINE"})
    void splitOrCombinationThatKillsItsWorkerEachTimeIsPoison(Phase phase) {
        engine.hire(1);
        engine.answering(work -> is(work, phase) ? LOST : doing(work, 2));
        Job job = server.end(server.submit(JobServer.spec(new Retry(3, Set.of()))));

        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure().phase()).isEqualTo(phase);
        assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.POISONED);
        assertThat(job.failure().cause().message()).contains(phase == Phase.SPLIT ? "the split" : "the combination");
        assertThat(engine.history().stream().filter(work -> is(work, phase))).hasSize(3);
    }

    @Test
    void attemptsAtTheSplitDoNotCountAgainstTheCombination() {
        engine.hire(1);
        engine.answering(work -> work instanceof Work.Run ? doing(work, 1) : null);
        UUID id = server.submit(JobServer.spec(new Retry(2, Set.of())));
        engine.next().end(LOST);
        engine.next().end(inputs(1));
        engine.next().end(LOST);
        engine.next().end(value("0"));

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void continuedJobRunsTheOthersThoughOneIsPoison() {
        engine.hire(2);
        engine.answering(work -> work instanceof Work.Run run && run.index() == 1 ? LOST : doing(work, 4));
        Job job = server.end(server.submit(JobServer.spec(5, null, OnTaskFailure.CONTINUE)));

        assertThat(job.tasks()).isEqualTo(new TaskCounts(4, 0, 0, 3, 1, 0));
        assertThat(job.failure().cause().reason()).isEqualTo(FailureReason.POISONED);
        assertThat(job.failure().task()).isEqualTo(1);
    }

    @Test
    void othersRunWhileThereIsNoFreshJvmYet() {
        engine.hire(1);
        engine.withholdFresh(true);
        engine.answering(work -> splitting(work, 3));
        UUID id = server.submit();
        engine.next().end(LOST);
        for (int index = 1; index <= 2; index++) {
            Begun other = engine.next();
            assertThat(index(other)).isEqualTo(index);
            other.end(value("1"));
        }
        awaitCounts(id, new TaskCounts(3, 1, 0, 2, 0, 0));
        assertThat(live(id).waitingSince()).isNotNull();
        assertThat(engine.isQuiet()).isTrue();
        engine.withholdFresh(false);

        assertThat(engine.next().work()).isEqualTo(new Work.Run(id.toString(), "sums", 0, "task-0", 2, "0", List.of()));
    }

    @Test
    void isolatedJobRunsEachTaskInAFreshJvmOneAtATimeHoweverShort() {
        engine.hire(1);
        engine.taking(Duration.ofNanos(1_000));
        engine.answering(work -> work instanceof Work.Run ? null : doing(work, 50));
        UUID id = server.submit(
                JobServer.spec(5, null, OnTaskFailure.FAIL_FAST, Deadlines.NONE, Retry.DEFAULT, Isolation.FRESH));
        for (int i = 0; i < 50; i++) {
            Begun piece = engine.next();
            assertThat(piece.isolation()).isEqualTo(Isolation.FRESH);
            piece.end(value("1"));
        }

        assertThat(server.end(id).state()).isEqualTo(State.SUCCEEDED);
        assertThat(engine.batches()).hasSize(52).containsOnly(1);
    }

    @Test
    void retryThatAWorkerRefusesIsTakenAgainAsItWasMeant() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit(JobServer.spec(new Retry(2, Set.of(FailureReason.TASK_ERROR))));
        Begun first = engine.next();
        engine.refuseStarts(1);
        first.end(failed(FailureReason.TASK_ERROR, "no"));
        Begun again = engine.next();

        assertThat(engine.refused()).isEqualTo(1);
        assertThat(again.isolation()).as("only losses want a fresh one").isEqualTo(Isolation.POOLED);
        assertThat(again.work()).isEqualTo(new Work.Run(id.toString(), "sums", 0, "task-0", 2, "0", List.of()));
    }

    @Test
    void taskWhoseAttemptIsDecidedButNotCommittedIsQueuedAndRunsAgain() {
        engine.hire(1);
        engine.answering(work -> splitting(work, 1));
        UUID id = server.submit();
        engine.next().end(LOST);
        engine.next();

        await().untilAsserted(() -> {
            assertThat(live(id).tasks()).isEqualTo(new TaskCounts(1, 0, 1, 0, 0, 0));
            assertThat(live(id).attempts().get(0).number()).isEqualTo(2);
        });
        await().untilAsserted(() -> assertThat(attempts(id, 0)).isNotEmpty());
        assertThat(attempts(id, 0).get(0).failure()).isEqualTo(DIED);
    }

    private static boolean is(Work work, Phase phase) {
        return switch (phase) {
            case SPLIT -> work instanceof Work.Split;
            case RUN -> work instanceof Work.Run;
            case COMBINE -> work instanceof Work.Combine;
        };
    }

    private List<Attempt> attempts(UUID id, int task) {
        return server.store().task(id, task).orElseThrow().attempts();
    }
}
