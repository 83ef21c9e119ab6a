package dev.forkyard.job;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of jobs.
 *
 * @param jobs the newest first
 * @param next the job after which the next page starts; absent on the last page
 */
public record JobPage(List<Job> jobs, @Nullable UUID next) {

    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
