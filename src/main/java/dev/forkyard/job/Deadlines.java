package dev.forkyard.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a job may take. What is absent has no limit of its own.
 *
 * @param timeout from its start to its end; when it has passed the job fails with TIMEOUT
 * @param taskTimeout of one attempt at a task, and likewise of the split and the combination; TIMEOUT
 * @param queueTimeout from its submission to its start; QUEUE_TIMEOUT
 */
public record Deadlines(
        @Nullable Duration timeout,
        @Nullable Duration taskTimeout,
        @Nullable Duration queueTimeout) {

    /** No limit at all. */
    public static final Deadlines NONE = new Deadlines(null, null, null);
}
