package dev.forkyard.pool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a worker may be started: at once as long as starts succeed, ever more rarely while they fail, and after some
 * failures in a row one at a time, to see whether it goes again. Guarded by its owner's lock.
 */
final class StartCircuit {

    private final int failuresToOpen;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private int failures;
    private long nextTry;
    private PoolStatus.Circuit state = PoolStatus.Circuit.CLOSED;

    /** @param failuresToOpen how many in a row are taken for more than an accident */
    StartCircuit(int failuresToOpen, Backoff backoff, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.nextTry = nanoTime.getAsLong();
    }

    /** Asked right before a start, which must follow if the answer is yes. */
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

    /** Has the next start tried at once, however many have failed. */
    void reset() {
        nextTry = nanoTime.getAsLong();
    }

    PoolStatus.Circuit state() {
        return state;
    }

    /** How long no start may be tried; zero also while the one that is tried is under way. */
    Duration untilNextTry() {
        return state == PoolStatus.Circuit.HALF_OPEN
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, nextTry - nanoTime.getAsLong()));
    }

    int failuresInARow() {
        return failures;
    }
}
