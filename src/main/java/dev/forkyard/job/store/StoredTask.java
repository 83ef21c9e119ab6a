package dev.forkyard.job.store;

import dev.forkyard.job.State;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to go on with a task after a restart of the server.
 *
 * @param index its number in the job, from 0
 * @param state where it stands
 * @param input JSON text that its attempts are given
 * @param result JSON text, in state SUCCEEDED only
 * @param attempts number of its latest attempt, 0 where there was none
 */
public record StoredTask(
        int index, State state, String input, @Nullable String result, int attempts) {}
