package dev.forkyard.job.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Usage;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work that a worker has, or will have next: which task's attempt it is, and what it has told so far. The
 * engine's threads tell it of progress, output and stalling; all else belongs to the scheduler's thread.
 */
final class RunningWork {

    /** It stands between a worker gone wild and the server's heap. */
    private static final int MAX_LOG = 1 << 21;

    /** Number of the task; -1 for a split or combination. */
    final int index;

    final int attempt;
    final Instant queuedAt;

    /** Whether the store knows that the attempt runs. */
    boolean recorded;

    /** The deadline that it has let pass, so that it was told to stop. */
    @Nullable Deadline passed;

    boolean ended;

    /** Whether it was counted as stalled. */
    boolean stallReported;

    private volatile double progress;
    private volatile long progressNanos;
    private volatile @Nullable Instant stalledSince;

    @GuardedBy("this") private @Nullable StringBuilder log;

    @GuardedBy("this") private boolean logFull;

    RunningWork(int index, int attempt, Instant queuedAt) {
        this.index = index;
        this.attempt = attempt;
        this.queuedAt = queuedAt;
    }

    double progress() {
        return progress;
    }

    /** When it was told, by {@link System#nanoTime}. */
    long progressNanos() {
        return progressNanos;
    }

    void progressed(double fraction) {
        progressNanos = System.nanoTime();
        progress = fraction;
    }

    void stalled(@Nullable Instant since) {
        stalledSince = since;
    }

    boolean isStalled() {
        return stalledSince != null;
    }

    synchronized void printed(String text) {
        StringBuilder all = log == null ? new StringBuilder() : log;
        log = all;
        if (!logFull && all.length() + text.length() <= MAX_LOG) {
            all.append(text);
        } else if (!logFull) {
            logFull = true;
            all.append("\n[the server keeps no more than ").append(MAX_LOG).append(" characters]\n");
        }
    }

    synchronized String log() {
        return log == null ? "" : log.toString();
    }

    /** The attempt as it stands while it runs. */
    Attempt running(Lease lease, Instant startedAt) {
        OptionalInt core = lease.core();
        return new Attempt(
                attempt,
                lease.worker(),
                lease.pid(),
                lease.ppid(),
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
                stalledSince);
    }

    /** The attempt as it ended. */
    Attempt ended(State state, Usage usage, @Nullable Failure failure) {
        return new Attempt(
                attempt,
                usage.worker(),
                usage.pid(),
                usage.ppid(),
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
}
