package dev.forkyard.pool;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Stopgap. */
final class StartCircuit {
    private final int failuresToOpen;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private int failures;
    private long nextTry;
    private PoolStatus.Circuit state = PoolStatus.Circuit.CLOSED;

    StartCircuit(int failuresToOpen, Backoff backoff, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.nextTry = nanoTime.getAsLong();
    }

    boolean mayStart() {
        if (state == PoolStatus.Circuit.HALF_OPEN || nanoTime.getAsLong() - nextTry < 0) {
            return false;
        }
        if (state == PoolStatus.Circuit.OPEN) {
            state = PoolStatus.Circuit.HALF_OPEN;
        }
        return true;
    }

    void succeeded() {
        failures = 0;
        state = PoolStatus.Circuit.CLOSED;
        nextTry = nanoTime.getAsLong();
    }

    void failed() {
        failures++;
        nextTry = nanoTime.getAsLong() + backoff.after(failures).toNanos();
        state = failures >= failuresToOpen ? PoolStatus.Circuit.OPEN : PoolStatus.Circuit.CLOSED;
    }

    void reset() {
        nextTry = nanoTime.getAsLong();
    }

    PoolStatus.Circuit state() {
        return state;
    }

    Duration untilNextTry() {
        return state == PoolStatus.Circuit.HALF_OPEN
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, nextTry - nanoTime.getAsLong()));
    }

    int failuresInARow() {
        return failures;
    }
}
