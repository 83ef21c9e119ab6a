package dev.forkyard.job.store;

/**
 * What one task printed, over all its attempts.
 *
 * @param task the task's number
 * @param text not empty
 */
public record TaskLog(int task, String text) {}
