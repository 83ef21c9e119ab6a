package dev.forkyard.pool;

import java.time.Duration;

/**
 * How long to wait before the next try: twice as long after each failure in a row.
 *
 * @param first after the first failure
 * @param most after however many
 */
record Backoff(Duration first, Duration most) {

    Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(20, Math.max(0, failures - 1)));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
