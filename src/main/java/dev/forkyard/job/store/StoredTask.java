package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.job.State;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to go on with a task after a restart of the server.
 *
 * @param index its number in the job, from 0
 * @param state where it stands
 * @param input JSON text that its attempts are given
 * @param result JSON text, in state SUCCEEDED only
 * @param failure why it failed, in state FAILED only
 * @param attempts number of its latest attempt, 0 where there was none
 * @param failedAttempts how many of its attempts have failed, those that ended with the server left out
 * @param serverLosses how many of its attempts ended with the server (SERVER_LOST)
 */
public record StoredTask(
        int index,
        State state,
        String input,
        @Nullable String result,
        @Nullable Failure failure,
        int attempts,
        int failedAttempts,
        int serverLosses) {}
