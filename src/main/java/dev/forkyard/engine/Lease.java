package dev.forkyard.engine;

import java.util.OptionalInt;

/** The right to run one piece of work on one idle worker. */
public interface Lease {

    /** Name of the leased worker's slot. */
    String worker();

    /** The worker's process id. */
    long pid();

    /** The logical CPU it is pinned to, if it is. */
    OptionalInt core();

    /**
     * Starts the work and returns at once; may be called once. A worker lost from now on is told as a failure.
     *
     * @return false if the worker is gone already: nothing was started, and the listener hears nothing
     */
    boolean start(Work work, WorkListener listener);

    /**
     * Asks the work to stop, and has the worker killed when it has not after the grace period. Harmless when it has ended
     * or when called again.
     */
    void cancel();
}
