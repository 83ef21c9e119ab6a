package dev.forkyard.job.store;

import dev.forkyard.job.JobSpec;
import dev.forkyard.job.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to go on with a job after a restart of the server.
 *
 * @param id the job's id
 * @param spec what was asked for
 * @param state QUEUED, RUNNING or CANCELLING
 * @param submittedAt when it was accepted
 * @param startedAt when a worker first worked for it; absent when none has
 */
public record UnfinishedJob(
        UUID id,
        JobSpec spec,
        State state,
        Instant submittedAt,
        @Nullable Instant startedAt) {}
