package dev.forkyard.pool;

import java.time.Duration;

/** Hears what is counted about workers; must not block. */
interface PoolObserver {

    /** A worker is ready, so long after its launch. */
    void workerStarted(Duration took);

    /** A slot gets a new JVM, or failed to get one. */
    void workerRestarted(Restart reason);

    /** The pool was given another size. */
    default void slotsChanged(WorkerPool pool) {}
}
