package dev.forkyard.pool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a worker may be started, so that starts that keep failing do not follow each other for ever: after each
 * failure in a row it waits longer, and after some it lets only one start at a time through, until one has succeeded. Not
 * safe for use by several threads: the caller's lock guards it. The states are those of {@link PoolStatus.Circuit}.
 */
final class StartCircuit {

    private final int failuresToOpen;
    private final Backoff backoff;
    private final LongSupplier nanoTime;

    private PoolStatus.Circuit state = PoolStatus.Circuit.CLOSED;
    private int failuresInARow;
    private int waits;
    private long waitBeganNanos;
    private Duration wait = Duration.ZERO;

    StartCircuit(int failuresToOpen, Backoff backoff, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a worker may be started now. A caller that is told so starts one, and then tells what came of it with
     * {@link #succeeded}, {@link #failed} or {@link #abandoned}: if this made it HALF_OPEN, nobody may start one before.
     */
    boolean mayStart() {
        if (state == PoolStatus.Circuit.HALF_OPEN || remaining().compareTo(Duration.ZERO) > 0) {
            return false;
        }
        if (state == PoolStatus.Circuit.OPEN) {
            state = PoolStatus.Circuit.HALF_OPEN;
        }
        return true;
    }

    void succeeded() {
        state = PoolStatus.Circuit.CLOSED;
        failuresInARow = 0;
        waits = 0;
        wait = Duration.ZERO;
    }

    /** The one that was let through has started, so that others may; what comes of them shows whether all is well again. */
    void started() {
        state = PoolStatus.Circuit.CLOSED;
        wait = Duration.ZERO;
    }

    void failed() {
        failuresInARow++;
        if (state == PoolStatus.Circuit.OPEN) {
            return; // It was let through before, at the same time as those whose failures are being waited for.
        }
        waits++;
        wait = backoff.after(waits);
        waitBeganNanos = nanoTime.getAsLong();
        state = failuresInARow >= failuresToOpen ? PoolStatus.Circuit.OPEN : PoolStatus.Circuit.CLOSED;
    }

    /** A start was given up for a reason that says nothing about the next. */
    void abandoned() {
        if (state == PoolStatus.Circuit.HALF_OPEN) {
            state = PoolStatus.Circuit.OPEN;
        }
    }

    /** Has the next start tried at once, since somebody has reason to think that it will succeed. */
    void doNotWait() {
        wait = Duration.ZERO;
    }

    PoolStatus.Circuit state() {
        return state;
    }

    /** Zero if a worker may be started now. While one start is being tried, which may take any time, the shortest wait. */
    Duration untilNextTry() {
        return state == PoolStatus.Circuit.HALF_OPEN ? backoff.after(1) : remaining();
    }

    int failuresInARow() {
        return failuresInARow;
    }

    private Duration remaining() {
        Duration left = wait.minusNanos(nanoTime.getAsLong() - waitBeganNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
