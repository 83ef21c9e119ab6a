package dev.forkyard.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the units of one lease while they run. Called by the engine's threads, one call at a time; must not block. The
 * first unit that has not ended is the one that runs.
 */
public interface WorkListener {

    /** The share of a unit that is done, from 0 to 1. */
    void progressed(int unit, double fraction);

    /** Text that a unit printed, in the order printed. */
    void printed(int unit, String text);

    /** A unit asks something of what its job's tasks share; {@link Lease#answer} answers, at once or later. */
    void asked(int unit, SharedCall call);

    /** A unit has used no processor time and told nothing since then; null: it goes on. */
    void stalled(int unit, @Nullable Instant since);

    /**
     * Units have ended, told in their order and each exactly once.
     *
     * @param last whether these were the last of the lease, which is over then
     */
    void ended(List<UnitEnd> ends, boolean last);
}
