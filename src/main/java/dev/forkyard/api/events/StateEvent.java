package dev.forkyard.api.events;

import dev.forkyard.api.answer.FailureAnswer;
import dev.forkyard.job.State;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state that a job has reached.
 *
 * @param type name of the job type
 * @param name the name that it was given, if it was given one
 * @param failure why it failed, in state FAILED
 */
record StateEvent(
        UUID id,
        String type,
        @Nullable String name,
        State state,
        @Nullable FailureAnswer failure) {}
