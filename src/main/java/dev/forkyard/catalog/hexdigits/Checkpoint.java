package dev.forkyard.catalog.hexdigits;

/** What a computation tells how far it is, now and then, and what stops it. */
@FunctionalInterface
interface Checkpoint {

    /**
     * Tells that a fraction of the computation is done.
     *
     * @throws InterruptedException if it should stop
     */
    void reached(double fraction) throws InterruptedException;

    /** Stops a computation that nobody watches when its thread is interrupted. */
    static Checkpoint atInterruption() {
        return fraction -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("the computation was interrupted");
            }
        };
    }
}
