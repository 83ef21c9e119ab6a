package dev.forkyard.job.service;

import dev.forkyard.job.shared.SharedLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the tasks of a job may share. Lengths are in characters of JSON.
 *
 * @param maxCounters counters of one job
 * @param maxQueues queues of one job
 * @param maxCapacity most values that one queue may be opened for
 * @param capacity most values in a queue whose submission does not say
 * @param maxMessages messages that the tasks of one job may tell
 * @param maxValueLength longest value of a queue, and longest message
 * @param maxLength longest sum of the values in a job's queues, and likewise of its messages
 * @param maxTotalLength longest sum of the values in the queues of all jobs under way, which the server's heap holds
 */
@Validated
@ConfigurationProperties("forkyard.shared")
public record SharedProperties(
        @DefaultValue("1000") @Min(0) @Max(100_000) int maxCounters,
        @DefaultValue("100") @Min(0) @Max(10_000) int maxQueues,
        @DefaultValue("100000") @Min(1) @Max(10_000_000) int maxCapacity,
        @DefaultValue("10000") @Min(1) int capacity,
        @DefaultValue("10000") @Min(0) @Max(10_000_000) int maxMessages,
        @DefaultValue("1048576") @Min(1) @Max(16_777_216) int maxValueLength,
        @DefaultValue("16777216") @Min(1) long maxLength,
        @DefaultValue("67108864") @Min(1) long maxTotalLength) {

    public SharedProperties {
        if (capacity > maxCapacity) {
            throw new IllegalArgumentException(
                    "forkyard.shared.capacity must be at most forkyard.shared.max-capacity (%d), but is %d"
                            .formatted(maxCapacity, capacity));
        }
        if (maxLength > maxTotalLength) {
            throw new IllegalArgumentException(
                    "forkyard.shared.max-length must be at most forkyard.shared.max-total-length (%d), but is %d"
                            .formatted(maxTotalLength, maxLength));
        }
    }

    SharedLimits toLimits() {
        return new SharedLimits(
                maxCounters, maxQueues, maxCapacity, capacity, maxMessages, maxValueLength, maxLength, maxTotalLength);
    }
}
