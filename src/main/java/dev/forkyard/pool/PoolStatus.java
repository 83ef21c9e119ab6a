package dev.forkyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * The pool as it stands now.
 *
 * @param size how many workers it is meant to have
 * @param ready whether its workers have started and described their job types
 * @param idle workers that wait for work
 * @param busy workers that run something
 * @param starting workers whose JVM is coming up, or is about to be started
 * @param pinned whether each worker is bound to a core
 * @param pinning how that was decided, in a sentence
 * @param problem what keeps workers from starting, while something does
 */
public record PoolStatus(
        int size,
        boolean ready,
        int idle,
        int busy,
        int starting,
        boolean pinned,
        String pinning,
        @Nullable String problem) {}
