package dev.forkyard.job.shared;

/**
 * How much the tasks of a job may share.
 *
 * @param counters counters of one job
 * @param queues queues of one job
 * @param capacity most values that one queue may be opened for
 * @param defaultCapacity most values in a queue whose submission does not say
 * @param messages messages that the tasks of one job may tell
 * @param valueLength longest value of a queue and longest message, in characters of JSON
 * @param length longest sum of the values in a job's queues, and likewise of its messages, in characters of JSON
 * @param totalLength longest sum of the values in the queues of all jobs under way
 */
public record SharedLimits(
        int counters,
        int queues,
        int capacity,
        int defaultCapacity,
        int messages,
        int valueLength,
        long length,
        long totalLength) {

    /** Nothing may be shared. */
    public static final SharedLimits NONE = new SharedLimits(0, 0, 0, 0, 0, 0, 0, 0);
}
