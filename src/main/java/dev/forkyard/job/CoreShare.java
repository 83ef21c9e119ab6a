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
public record CoreShare(int core, int tasks, Duration wall, Duration cpu) {

    /** This share and one more attempt. */
    public CoreShare plus(Duration attemptWall, Duration attemptCpu) {
        return new CoreShare(core, tasks + 1, wall.plus(attemptWall), cpu.plus(attemptCpu));
    }
}
