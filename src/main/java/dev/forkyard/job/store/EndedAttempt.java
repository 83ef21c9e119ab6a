package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended, and what becomes of its task.
 *
 * @param task number of the task
 * @param taskState a final state, or QUEUED for it to be tried again
 * @param attempt in a final state
 * @param result JSON text of the task's result, where it SUCCEEDED
 * @param failure why the task failed, where it did
 * @param log what this attempt printed
 */
public record EndedAttempt(
        int task,
        State taskState,
        Attempt attempt,
        @Nullable String result,
        @Nullable Failure failure,
        String log) {}
