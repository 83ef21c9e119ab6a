package dev.forkyard.job;

import dev.forkyard.engine.Representation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the final state of a job brings with it, committed at once.
 *
 * @param state SUCCEEDED, FAILED or CANCELLED
 * @param startedAt when a worker first worked for it; absent when none did
 * @param finishedAt when it ended
 * @param tasks how its tasks stand for good
 * @param fraction share that was done
 * @param usage what its attempts took
 * @param failure why it failed, in state FAILED only
 * @param result JSON text of the result, in state SUCCEEDED only
 * @param representations the other forms that the result can be had in
 */
public record JobEnd(
        State state,
        @Nullable Instant startedAt,
        Instant finishedAt,
        TaskCounts tasks,
        double fraction,
        JobUsage usage,
        @Nullable JobFailure failure,
        @Nullable String result,
        List<Representation> representations) {

    public JobEnd {
        representations = List.copyOf(representations);
    }
}
