package dev.forkyard.job.store;

import java.time.Duration;

/** Hears how long the store's operations took. */
@FunctionalInterface
public interface StoreObserver {

    /**
     * An operation has succeeded. Called by the thread that ran it, for writes the writer's; must neither block nor
     * throw.
     *
     * @param took for a write, from the call until it was durable; for a read, from the call to the answer
     */
    void succeeded(StoreOperation operation, Duration took);
}
