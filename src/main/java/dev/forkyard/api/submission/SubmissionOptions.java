package dev.forkyard.api.submission;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a job is to be run; these are fields of the submission itself. */
record SubmissionOptions(
        @Schema(
                description = "From 0 to 9; 9 is served first.",
                minimum = "0",
                maximum = "" + SubmissionLimits.MAX_PRIORITY,
                defaultValue = "" + SubmissionLimits.DEFAULT_PRIORITY)
        int priority,

        @Schema(
                description = "The most workers that the job may hold at once; without it, as many as there are.",
                minimum = "1",
                maximum = "" + SubmissionLimits.MAX_PARALLELISM)
        @Nullable Integer parallelism,

        @Schema(
                description = "How long the job may run from its start to its end, before it fails with TIMEOUT: a "
                        + "whole number with its unit (500ms, 30s, 5m, 2h, 1d) or a duration of ISO-8601. "
                        + "/api/v1/limits tells the most, and what holds without it.",
                implementation = String.class)
        @Nullable Duration timeout,

        @Schema(
                description = "How long one attempt at a task may run, and likewise the split and the combination, "
                        + "before it fails with TIMEOUT; written as timeout is.",
                implementation = String.class)
        @Nullable Duration taskTimeout,

        @Schema(
                description = "How long the job may wait for its start, before it fails with QUEUE_TIMEOUT; written as "
                        + "timeout is.",
                implementation = String.class)
        @Nullable Duration queueTimeout,

        @Schema(
                description =
                        "Attempts at one task, the first included; those that ended with the server do not count. "
                                + "/api/v1/limits tells the most, and what holds without it.",
                minimum = "1")
        int maxAttempts,

        @ArraySchema(
                arraySchema =
                        @Schema(
                                description = "What a task may fail with and yet be tried again, besides a lost worker "
                                        + "or server, after which it always is."),
                schema =
                        @Schema(
                                implementation = String.class,
                                allowableValues = {"TASK_ERROR", "TIMEOUT", "OUT_OF_MEMORY"}),
                uniqueItems = true)
        Set<FailureReason> retryOn,

        @Schema(
                description =
                        "What becomes of the other tasks when one fails: they are stopped, or they run to their end "
                                + "and their results are kept. The job fails either way.",
                defaultValue = "FAIL_FAST")
        OnTaskFailure onTaskFailure,

        @Schema(
                description = "Whether tasks run on warm workers, one after another, or each in a new JVM that ends "
                        + "with it.",
                defaultValue = "POOLED")
        Isolation isolation) {

    SubmissionOptions {
        retryOn = Set.copyOf(retryOn);
    }

    Deadlines deadlines() {
        return new Deadlines(timeout, taskTimeout, queueTimeout);
    }

    Retry retry() {
        return new Retry(maxAttempts, retryOn);
    }
}
