package dev.forkyard.job;

import dev.forkyard.engine.Representation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands: what the store knows of it, and for one that is under way what the scheduler adds.
 *
 * @param id UUID of version 7, so that ids sort by the time of submission
 * @param spec what was asked for; its params are empty where they were not loaded
 * @param leftOut length of the params, in characters, where they were not loaded since they are long
 * @param state where it stands
 * @param submittedAt when it was accepted
 * @param startedAt when a worker first worked for it
 * @param finishedAt when its final state was reached
 * @param tasks how its tasks stand
 * @param fraction share that is done, from 0 to 1
 * @param timeLeft how long it will take yet if it goes on as before; absent while nothing can be said, and once it is final
 * @param usage what its attempts took
 * @param failure why it failed, in state FAILED only
 * @param result its result, in state SUCCEEDED only
 */
public record Job(
        UUID id,
        JobSpec spec,
        @Nullable Long leftOut,
        State state,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        TaskCounts tasks,
        double fraction,
        @Nullable Duration timeLeft,
        JobUsage usage,
        @Nullable JobFailure failure,
        @Nullable Result result) {

    /**
     * The result of a job that succeeded.
     *
     * @param length of the JSON text, in characters
     * @param json the JSON text; absent where it was not loaded, since it is longer than what is told inline
     * @param representations the other forms it can be had in
     */
    public record Result(long length, @Nullable String json, List<Representation> representations) {

        public Result {
            representations = List.copyOf(representations);
        }
    }
}
