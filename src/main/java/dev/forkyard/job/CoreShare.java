package dev.forkyard.job;

import java.time.Duration;

/**
 * What one core did for one job.
 *
 * @param core the logical CPU, as the OS numbers it
 * @param tasks attempts that ended on it
 * @param wall their wall time in sum
 * @param cpu their processor time in sum
 */
public record CoreShare(int core, int tasks, Duration wall, Duration cpu) {}
