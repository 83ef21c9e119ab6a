package dev.forkyard.job.service;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What jobs may ask for, and what the service holds at most.
 *
 * @param maxUnfinished jobs that may be queued or running at once; further submissions are refused until one ends
 * @param maxTasks tasks that one job may split into
 * @param inlineResultLength longest result that is told within a job or task, in characters of JSON; a longer one is had
 *     at its own link
 * @param maxLabels labels that one job may carry
 */
@Validated
@ConfigurationProperties("forkyard.jobs")
public record JobsProperties(
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxUnfinished,
        @DefaultValue("100000") @Min(1) @Max(10_000_000) int maxTasks,
        @DefaultValue("1048576") @Min(0) long inlineResultLength,
        @DefaultValue("16") @Min(0) @Max(64) int maxLabels) {}
