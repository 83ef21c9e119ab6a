package dev.forkyard.job;

import dev.forkyard.engine.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed, and where.
 *
 * @param cause the reason and its evidence
 * @param phase what was being done
 * @param task number of the task that failed; absent outside the run phase
 * @param attempt which attempt at it
 * @param worker name of the worker that ran it, where one did
 */
public record JobFailure(
        Failure cause,
        Phase phase,
        @Nullable Integer task,
        @Nullable Integer attempt,
        @Nullable String worker) {

    /** The parts of a job's life in which a worker works for it. */
    public enum Phase {
        SPLIT,
        RUN,
        COMBINE
    }
}
