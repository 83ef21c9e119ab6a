package dev.forkyard.job.service;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What jobs may ask for, and what the service holds at most.
 *
 * @param maxUnfinished jobs that may be queued or running at once; further submissions are refused until one ends
 * @param maxUnfinishedParams characters of params that such jobs may have together, since they are kept in memory; further
 *     submissions are refused likewise
 * @param maxTasks tasks that one job may split into
 * @param inlineResultLength longest result that is told within a job or task, in characters of JSON; a longer one is had
 *     at its own link
 * @param maxLabels labels that one job may carry
 * @param timeout the deadline of a job's run, unless it names one
 * @param taskTimeout the deadline of one attempt at a task, unless the job names one; absent: the job's alone holds
 * @param queueTimeout the deadline of a job's start, unless it names one
 * @param maxTimeout the longest deadline that a job may name, at most ten years
 * @param maxAttempts attempts at one task, unless the job names their number
 * @param maxMaxAttempts most attempts that a job may name
 * @param pipeline how much work a worker is handed at once, by the time that the job's tasks have taken so far; 0: one task
 *     at a time
 * @param killStalled whether a stalled task is stopped with TIMEOUT, rather than only flagged
 * @param drainTimeout how long running tasks may go on when the service is stopped, before they are interrupted
 * @param maxServerLosses how often one task may be running when the server is killed, before it fails with SERVER_LOST
 */
@Validated
@ConfigurationProperties("forkyard.jobs")
public record JobsProperties(
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxUnfinished,
        @DefaultValue("134217728") @Min(1) long maxUnfinishedParams,
        @DefaultValue("100000") @Min(1) @Max(10_000_000) int maxTasks,
        @DefaultValue("1048576") @Min(0) long inlineResultLength,
        @DefaultValue("16") @Min(0) @Max(64) int maxLabels,
        @DefaultValue("24h") Duration timeout,
        @Nullable Duration taskTimeout,
        @DefaultValue("24h") Duration queueTimeout,
        @DefaultValue("30d") Duration maxTimeout,
        @DefaultValue("3") @Min(1) int maxAttempts,
        @DefaultValue("20") @Min(1) @Max(100) int maxMaxAttempts,
        @DefaultValue("5ms") Duration pipeline,
        @DefaultValue("false") boolean killStalled,
        @DefaultValue("5s") Duration drainTimeout,
        @DefaultValue("100") @Min(1) @Max(100) int maxServerLosses) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    public JobsProperties {
        if (maxTimeout.isNegative() || maxTimeout.isZero() || maxTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "forkyard.jobs.max-timeout must be positive and at most 3650d, but is " + maxTimeout);
        }
        requireDeadline("timeout", timeout, maxTimeout);
        requireDeadline("task-timeout", taskTimeout, maxTimeout);
        requireDeadline("queue-timeout", queueTimeout, maxTimeout);
        if (maxAttempts > maxMaxAttempts) {
            throw new IllegalArgumentException(
                    "forkyard.jobs.max-attempts must be at most forkyard.jobs.max-max-attempts (%d), but is %d"
                            .formatted(maxMaxAttempts, maxAttempts));
        }
        if (pipeline.isNegative() || drainTimeout.isNegative()) {
            throw new IllegalArgumentException("forkyard.jobs.pipeline and drain-timeout must not be negative");
        }
    }

    private static void requireDeadline(String name, @Nullable Duration deadline, Duration longest) {
        if (deadline != null && (deadline.isNegative() || deadline.isZero() || deadline.compareTo(longest) > 0)) {
            throw new IllegalArgumentException(
                    "forkyard.jobs.%s must be positive and at most forkyard.jobs.max-timeout (%s), but is %s"
                            .formatted(name, longest, deadline));
        }
    }
}
