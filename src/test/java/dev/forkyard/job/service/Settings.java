package dev.forkyard.job.service;

import dev.forkyard.job.JobServer;
import java.time.Duration;

/** Settings of the service for tests. */
final class Settings {

    /** Characters of the params of all unfinished jobs. */
    static final int MAX_PARAMS = 20_000;

    private Settings() {}

    /** The defaults, but for how many jobs may be unfinished, and how long a result is that is told within its job. */
    static JobsProperties jobs(int maxUnfinished, long inlineResultLength) {
        return new JobsProperties(
                maxUnfinished,
                MAX_PARAMS,
                JobServer.MAX_TASKS,
                inlineResultLength,
                16,
                Duration.ofHours(24),
                null,
                Duration.ofHours(24),
                Duration.ofDays(30),
                3,
                20,
                Duration.ofMillis(5),
                false,
                Duration.ofSeconds(5),
                100);
    }
}
