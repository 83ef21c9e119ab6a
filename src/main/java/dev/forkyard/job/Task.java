package dev.forkyard.job;

import dev.forkyard.engine.Failure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a job.
 *
 * @param index its number in the job, from 0
 * @param name what it is called
 * @param state where it stands
 * @param finishedAt when its final state was reached
 * @param attempts its attempts, the first first
 * @param result JSON text, in state SUCCEEDED only
 * @param failure why it failed, in state FAILED only; its last attempt may have failed for a reason of its own
 */
public record Task(
        int index,
        String name,
        State state,
        @Nullable Instant finishedAt,
        List<Attempt> attempts,
        @Nullable String result,
        @Nullable Failure failure) {

    public Task {
        attempts = List.copyOf(attempts);
    }
}
