package dev.forkyard.pool;

import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.WorkListener;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a listener throws from the thread that tells it, which serves all of a worker. */
record ShieldedListener(WorkListener listener) implements WorkListener {

    private static final System.Logger LOG = System.getLogger(ShieldedListener.class.getName());

    @Override
    public void progressed(int unit, double fraction) {
        shield(() -> listener.progressed(unit, fraction));
    }

    @Override
    public void printed(int unit, String text) {
        shield(() -> listener.printed(unit, text));
    }

    @Override
    public void asked(int unit, SharedCall call) {
        shield(() -> listener.asked(unit, call));
    }

    @Override
    public void stalled(int unit, @Nullable Instant since) {
        shield(() -> listener.stalled(unit, since));
    }

    @Override
    public void ended(List<UnitEnd> ends, boolean last) {
        shield(() -> listener.ended(ends, last));
    }

    private static void shield(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The listener to a worker's work failed", e);
        }
    }
}
