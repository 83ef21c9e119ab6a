package dev.forkyard.job.schedule;

import dev.forkyard.engine.Lease;
import dev.forkyard.job.JobFailure.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units of one job that one worker was handed together; it runs them in their order. Belongs to the scheduler's thread,
 * but for what {@link RunningWork} takes from others.
 */
final class LeasedWork {

    final JobRun job;
    final Phase phase;
    final Lease lease;
    final List<RunningWork> units;
    final long expectedNanos;
    boolean recalled;

    /** Whether all that has not ended was told to stop since the server does; whichever runs is put off. */
    boolean putOff;

    private int head;
    private Instant headSince;
    private long headSinceNanos = System.nanoTime();

    LeasedWork(JobRun job, Phase phase, Lease lease, List<RunningWork> units, Instant now, long expectedNanos) {
        this.job = job;
        this.phase = phase;
        this.lease = lease;
        this.units = List.copyOf(units);
        this.headSince = now;
        this.expectedNanos = expectedNanos;
    }

    /** The unit that runs; null once all have ended. */
    @Nullable RunningWork running() {
        return head < units.size() ? units.get(head) : null;
    }

    /** Number of the unit that runs. */
    int head() {
        return head;
    }

    /** Since when it runs, by the clock. */
    Instant headSince() {
        return headSince;
    }

    /** For how long it has run, by this JVM's monotonic clock. */
    long headNanos() {
        return System.nanoTime() - headSinceNanos;
    }

    /** The same by {@link System#nanoTime}. */
    long headSinceNanos() {
        return headSinceNanos;
    }

    boolean hasUnbegun() {
        return head < units.size() - 1;
    }

    /** A unit has ended; the first that has not is the one that runs now. */
    void ended(int unit, Instant now) {
        units.get(unit).ended = true;
        int before = head;
        while (head < units.size() && units.get(head).ended) {
            head++;
        }
        if (head != before) {
            headSince = now;
            headSinceNanos = System.nanoTime();
        }
    }
}
