package dev.forkyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * The pool as it stands now.
 *
 * @param size how many workers it is meant to have
 * @param ready whether its workers have started and described their job types
 * @param idle workers that wait for work
 * @param busy workers that run something
 * @param starting workers whose JVM is about to be started, is coming up, or warms up before it takes another's place
 * @param pinned whether each worker is bound to a core
 * @param pinning how that was decided, in a sentence
 * @param problem what keeps workers from starting, while something does
 * @param stopped workers that were stopped since nothing needed them; they come back when something does
 * @param spares JVMs that are ready to take the place of a worker
 * @param circuit whether workers are being started at all
 * @param memory whether the workers' heaps fit into the machine
 */
public record PoolStatus(
        int size,
        boolean ready,
        int idle,
        int busy,
        int starting,
        boolean pinned,
        String pinning,
        @Nullable String problem,
        int stopped,
        int spares,
        Circuit circuit,
        MemoryFit memory) {

    /**
     * Whether workers are being started.
     *
     * <pre>
     * CLOSED -> OPEN       too many starts have failed in a row
     * OPEN -> HALF_OPEN    after a while one is tried
     * HALF_OPEN -> CLOSED  it has started
     * HALF_OPEN -> OPEN    it has not
     * </pre>
     */
    public enum Circuit {
        /** They are, whenever one is needed. */
        CLOSED,
        /** None is, for a while. */
        OPEN,
        /** One is, to see whether it goes again. */
        HALF_OPEN
    }
}
