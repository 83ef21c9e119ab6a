package dev.forkyard.job;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, the newest first.
 *
 * @param states only jobs in one of these; empty: in any
 * @param type only jobs of this type
 * @param labels only jobs that carry all of these
 * @param submittedAfter only jobs submitted later than this
 * @param submittedBefore only jobs submitted earlier than this
 * @param olderThan only jobs older than this one: where the previous page ended
 * @param limit most jobs to list
 */
public record JobQuery(
        Set<State> states,
        @Nullable String type,
        Map<String, String> labels,
        @Nullable Instant submittedAfter,
        @Nullable Instant submittedBefore,
        @Nullable UUID olderThan,
        int limit) {

    public JobQuery {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /** The same with another limit. */
    public JobQuery withLimit(int otherLimit) {
        return new JobQuery(states, type, labels, submittedAfter, submittedBefore, olderThan, otherLimit);
    }
}
