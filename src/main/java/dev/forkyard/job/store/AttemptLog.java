package dev.forkyard.job.store;

/**
 * What one attempt at a task printed.
 *
 * @param task the task's number
 * @param attempt the attempt's number, from 1
 * @param pid process id of the worker that ran it
 * @param text not empty
 */
public record AttemptLog(int task, int attempt, long pid, String text) {}
