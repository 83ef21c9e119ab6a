package dev.forkyard.engine;

/** Hears of one piece of work while it runs. Called by the engine's threads, one call at a time; must not block. */
public interface WorkListener {

    /** The share that is done, from 0 to 1. */
    void progressed(double fraction);

    /** Text that the work printed, in the order printed. */
    void printed(String text);

    /** The end of the work, told exactly once and last; the lease is over. */
    void finished(Outcome outcome, Usage usage);
}
