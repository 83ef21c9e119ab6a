package dev.forkyard.job.shared;

import java.time.Instant;

/**
 * Something that a task told the client.
 *
 * @param number which of the job's messages, from 1
 * @param task number of the task
 * @param attempt which attempt at it told this
 * @param worker name of the worker's slot
 * @param at when the server heard it
 * @param value JSON text
 */
public record SharedMessage(int number, int task, int attempt, String worker, Instant at, String value) {}
