package dev.forkyard.job.schedule;

import java.time.Duration;

/** How long a job's tasks take, as far as they have run; from it follows how many a worker is handed at once. */
final class Pace {

    private static final double WEIGHT_OF_NEWEST = 1.0 / 32;
    private static final long FIRST_GUESS_NANOS = Duration.ofMillis(10).toNanos();

    private long seen;
    private double meanNanos;
    private double totalNanos;
    private double totalWeight;

    /**
     * What bounds the tasks that one worker is handed at once.
     *
     * @param time what they are meant to take together; zero: one at a time
     * @param tasks most of them
     * @param inputLength most characters of their inputs, but for the last
     * @param workers how many share what is there
     */
    record Limits(Duration time, int tasks, int inputLength, int workers) {}

    /** One more has run, whatever came of it. */
    void took(Duration wall) {
        seen++;
        meanNanos += Math.max(WEIGHT_OF_NEWEST, 1.0 / seen) * (wall.toNanos() - meanNanos);
    }

    /** So much of the job's work was done by it. */
    void did(double weight, Duration wall) {
        totalWeight += weight;
        totalNanos += wall.toNanos();
    }

    /** What work of weight 1 has taken; 0 while none is done. */
    double nanosPerWeight() {
        return totalWeight == 0 ? 0 : totalNanos / totalWeight;
    }

    /** What a task is expected to take. */
    long expectedNanos() {
        return seen == 0 ? FIRST_GUESS_NANOS : Math.max(1, (long) meanNanos);
    }

    /** At least one, and of the last few no more than leave some for the other workers. */
    int tasksAtOnce(int waiting, Limits limits) {
        if (seen == 0 || limits.time().isZero()) {
            return 1;
        }
        long fit = limits.time().toNanos() / expectedNanos();
        long share = waiting / (2L * Math.max(1, limits.workers()));
        return (int) Math.max(1, Math.min(limits.tasks(), Math.min(fit, share)));
    }
}
