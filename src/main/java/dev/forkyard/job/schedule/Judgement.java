package dev.forkyard.job.schedule;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an attempt means for its task, or for the split or combination of a job.
 *
 * @param attemptState how the attempt counts
 * @param failure why the attempt failed, if it did
 * @param taskState a final state, or QUEUED where another attempt follows
 * @param taskFailure why there is no other, if it failed
 * @param fresh whether the other is to be made in a JVM that has run nothing
 */
record Judgement(
        State attemptState,
        @Nullable Failure failure,
        State taskState,
        @Nullable Failure taskFailure,
        boolean fresh) {

    /** Not the work's own doing, as far as is known: these are always tried again. */
    private static final Set<FailureReason> LOSSES =
            EnumSet.of(FailureReason.WORKER_LOST, FailureReason.START_FAILED, FailureReason.SERVER_LOST);

    /** The next attempt had better not meet the same JVM, nor harm one that others use. */
    private static final Set<FailureReason> WANTING_FRESH =
            EnumSet.of(FailureReason.WORKER_LOST, FailureReason.OUT_OF_MEMORY);

    boolean retried() {
        return taskState == State.QUEUED;
    }

    /** Of an end that is no failure. */
    static Judgement of(Outcome outcome) {
        State state = outcome instanceof Outcome.Cancelled ? State.CANCELLED : State.SUCCEEDED;
        return new Judgement(state, null, state, null, false);
    }

    /** Of a failure; counts it. */
    static Judgement of(JobRun run, Phase phase, RunningWork unit, Failure failure, ScheduleLimits limits) {
        FailureReason reason = failure.reason();
        int failures = count(run, phase, unit, reason);
        int allowed = reason == FailureReason.SERVER_LOST
                ? limits.maxServerLosses()
                : run.spec().retry().maxAttempts();
        boolean retriable =
                LOSSES.contains(reason) || run.spec().retry().retryOn().contains(reason);
        if (retriable && failures < allowed && !run.isEnding()) {
            return new Judgement(State.FAILED, failure, State.QUEUED, null, WANTING_FRESH.contains(reason));
        }
        return new Judgement(
                State.FAILED,
                failure,
                State.FAILED,
                failures < allowed ? failure : forGood(failure, failures, phase),
                false);
    }

    private static int count(JobRun run, Phase phase, RunningWork unit, FailureReason reason) {
        if (phase != Phase.RUN) {
            return reason == FailureReason.SERVER_LOST ? 0 : run.countFailureInPhase();
        }
        return reason == FailureReason.SERVER_LOST
                ? run.tasks().countServerLoss(unit.index)
                : run.tasks().countFailure(unit.index);
    }

    private static Failure forGood(Failure last, int failures, Phase phase) {
        if (last.reason() != FailureReason.WORKER_LOST) {
            return last;
        }
        String what = switch (phase) {
            case SPLIT -> "the split";
            case RUN -> "the task";
            case COMBINE -> "the combination";
        };
        return last.as(
                FailureReason.POISONED,
                "No attempt at %s is left after %d that failed. The last: %s"
                        .formatted(what, failures, last.message()));
    }
}
