package dev.forkyard.job.schedule;

import dev.forkyard.job.schedule.Progress.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Since when a job's speed is judged. The beginning of a job is often slow, when its workers compile what they run; so what
 * counts is about the latest three fifths of what this server has done of it. What tasks that still ran had done counts as
 * done before, lest those that end together seem to have been done in the time between their ends. For use by the
 * scheduler's thread.
 */
final class Tempo {

    private static final double COUNTS = 0.6;

    /** It is remembered how it stood whenever so much more has been done, as a share of all that is done. */
    private static final double STEP = 0.1;

    /** The earliest is what speed is judged by. */
    private final List<Checkpoint> remembered = new ArrayList<>();

    private double atFirst;

    /**
     * Work begins or goes on.
     *
     * @param now asked for at the beginning alone
     */
    void begin(Supplier<Checkpoint> now) {
        if (remembered.isEmpty()) {
            remembered.add(now.get());
            atFirst = remembered.get(0).come();
        }
    }

    /**
     * An attempt has ended.
     *
     * @param done the weight of the tasks that have ended by now
     * @param now asked for where it is remembered
     */
    void ended(double done, Supplier<Checkpoint> now) {
        if (remembered.isEmpty()) {
            return;
        }
        double latest = remembered.get(remembered.size() - 1).standing().done();
        if (done - latest > STEP * (done - atFirst)) {
            remembered.add(now.get());
        }
        while (remembered.size() > 1 && remembered.get(1).come() - atFirst <= (1 - COUNTS) * (done - atFirst)) {
            remembered.remove(0);
        }
    }

    /** Absent before the beginning. */
    @Nullable Checkpoint since() {
        return remembered.isEmpty() ? null : remembered.get(0);
    }
}
