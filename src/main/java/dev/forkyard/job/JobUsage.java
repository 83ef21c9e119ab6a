package dev.forkyard.job;

import java.time.Duration;
import java.util.List;

/**
 * What a job's attempts took in sum.
 *
 * @param taskWall wall time of all attempts that have ended
 * @param cpu processor time of the same
 * @param cores the same by core, in the order of their numbers; attempts whose core is not known are left out here
 */
public record JobUsage(Duration taskWall, Duration cpu, List<CoreShare> cores) {

    /** Nothing has ended. */
    public static final JobUsage NONE = new JobUsage(Duration.ZERO, Duration.ZERO, List.of());

    public JobUsage {
        cores = List.copyOf(cores);
    }
}
