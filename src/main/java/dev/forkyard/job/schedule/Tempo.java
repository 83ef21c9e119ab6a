package dev.forkyard.job.schedule;

import dev.forkyard.job.schedule.Progress.Checkpoint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Since when a job's speed is judged. The beginning of a job is often slow, when its workers compile what they run; so what
 * counts is the later half, or more, of what this server has done of it. For use by the scheduler's thread.
 */
final class Tempo {

    private double atFirst;
    private @Nullable Checkpoint since;
    private @Nullable Checkpoint latest;

    /**
     * Work begins or goes on.
     *
     * @param now asked for at the beginning alone
     */
    void begin(Supplier<Checkpoint> now) {
        if (since == null) {
            since = now.get();
            latest = since;
            atFirst = since.standing().done();
        }
    }

    /**
     * An attempt has ended.
     *
     * @param done the weight of the tasks that have ended by now
     * @param now asked for where it is remembered
     */
    void ended(double done, Supplier<Checkpoint> now) {
        if (latest != null
                && done > atFirst
                && done - atFirst >= 2 * (latest.standing().done() - atFirst)) {
            since = latest;
            latest = now.get();
        }
    }

    /** Absent before the beginning. */
    @Nullable Checkpoint since() {
        return since;
    }
}
