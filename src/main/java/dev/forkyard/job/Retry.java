package dev.forkyard.job;

import dev.forkyard.engine.FailureReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which failed attempts at a task are followed by another.
 *
 * @param maxAttempts attempts at one task, at least 1; those that ended with the server do not count
 * @param retryOn reasons that are tried again besides the losses, which always are: any of TASK_ERROR, TIMEOUT and
 *     OUT_OF_MEMORY
 */
public record Retry(int maxAttempts, Set<FailureReason> retryOn) {

    /** The reasons that a job may ask to be retried. */
    public static final Set<FailureReason> CHOICES =
            Set.copyOf(EnumSet.of(FailureReason.TASK_ERROR, FailureReason.TIMEOUT, FailureReason.OUT_OF_MEMORY));

    /** Losses are tried again, up to three attempts in all. */
    public static final Retry DEFAULT = new Retry(3, Set.of());

    public Retry {
        retryOn = Set.copyOf(retryOn);
    }
}
