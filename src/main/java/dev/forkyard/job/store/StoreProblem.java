package dev.forkyard.job.store;

import java.time.Instant;

/**
 * The database refuses writes.
 *
 * @param since when it first did after the last success
 * @param message what it said last
 */
public record StoreProblem(Instant since, String message) {}
