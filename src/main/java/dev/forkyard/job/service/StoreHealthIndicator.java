package dev.forkyard.job.service;

import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.StoreProblem;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the store takes what it is given. */
final class StoreHealthIndicator implements HealthIndicator {

    private final JobStore store;

    StoreHealthIndicator(JobStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        StoreProblem problem = store.problem();
        return problem == null
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("since", problem.since().toString())
                        .withDetail("problem", problem.message())
                        .build();
    }
}
