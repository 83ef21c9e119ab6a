package dev.forkyard.job.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Usage;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that a worker has: what it is, where it runs, and what it has told so far. The engine's threads tell it
 * of progress and output; all else belongs to the scheduler's thread.
 */
final class RunningWork {

    /** More than any worker may send; it stands between a worker gone wild and the server's heap. */
    private static final int MAX_LOG = 1 << 21;

    final JobRun job;
    final Phase phase;
    final int index;
    final int attempt;
    final Lease lease;
    final Instant queuedAt;
    final Instant startedAt;
    final long expectedNanos;
    boolean recorded;
    private volatile double progress;

    @GuardedBy("log") private final StringBuilder log = new StringBuilder();

    RunningWork(JobRun job, NextWork next, Lease lease, Instant queuedAt, Instant startedAt, long expectedNanos) {
        this.job = job;
        this.phase = next.phase();
        this.index = next.index();
        this.attempt = next.attempt();
        this.lease = lease;
        this.queuedAt = queuedAt;
        this.startedAt = startedAt;
        this.expectedNanos = expectedNanos;
    }

    double progress() {
        return progress;
    }

    void progressed(double fraction) {
        progress = fraction;
    }

    void printed(String text) {
        synchronized (log) {
            if (log.length() + text.length() <= MAX_LOG) {
                log.append(text);
            }
        }
    }

    String log() {
        synchronized (log) {
            return log.toString();
        }
    }

    /** The attempt as it stands while it runs. */
    Attempt running() {
        OptionalInt core = lease.core();
        return new Attempt(
                attempt,
                lease.worker(),
                lease.pid(),
                core.isPresent() ? core.getAsInt() : null,
                State.RUNNING,
                queuedAt,
                startedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The attempt as it ended. */
    Attempt ended(State state, Usage usage, @Nullable Failure failure) {
        return new Attempt(
                attempt,
                usage.worker(),
                usage.pid(),
                usage.core(),
                state,
                queuedAt,
                usage.startedAt(),
                usage.finishedAt(),
                usage.wall(),
                usage.cpu(),
                usage.gc(),
                usage.allocatedBytes(),
                failure,
                null);
    }

    /** What a job could have a worker do next; {@code index} is -1 outside the run phase. */
    record NextWork(Phase phase, int index, int attempt) {}
}
