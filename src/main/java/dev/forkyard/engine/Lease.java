package dev.forkyard.engine;

import java.util.List;
import java.util.OptionalInt;

/** The right to have one free worker run some units of work, one after the other. */
public interface Lease {

    /** Name of the leased worker's slot. */
    String worker();

    /** The worker's process id. */
    long pid();

    /** Process id of the worker's parent. */
    long ppid();

    /** The logical CPU it is pinned to, if it is. */
    OptionalInt core();

    /**
     * Hands the units over, numbered from 0 in their order, and returns at once; may be called once. A worker lost from now
     * on is told as a failure of the unit that it was running.
     *
     * @param units of one job, at least one
     * @return false if the worker is gone already: nothing was started, and the listener hears nothing
     */
    boolean start(List<? extends Work> units, WorkListener listener);

    /**
     * Asks one unit to stop, and has the worker killed when it has not after the grace period. Harmless when it has ended,
     * or when called again.
     */
    void cancel(int unit);

    /** The same for all that have not ended; those that have not begun end as {@link Outcome.Returned}. */
    void cancel();

    /** Answers a call of a unit; without effect when that has ended. For use by any thread. */
    void answer(int unit, SharedAnswer answer);

    /** Takes back the units that have not begun; they end as {@link Outcome.Returned}. Harmless when there are none. */
    void recall();
}
