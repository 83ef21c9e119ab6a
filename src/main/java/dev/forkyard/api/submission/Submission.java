package dev.forkyard.api.submission;

import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job to run, as it is submitted; only the type and the params are required. */
@Schema(
        description = "A job to run. Only type and params are required; fields that are not listed here are refused.",
        additionalProperties = AdditionalPropertiesValue.FALSE)
public record Submission(
        @Schema(
                description = "Name of the job type; /api/v1/job-types lists them.",
                requiredMode = RequiredMode.REQUIRED,
                maxLength = SubmissionLimits.TYPE_LENGTH,
                example = "pi-digits")
        String type,

        @Schema(
                description = "What to compute: an object that fits the JSON Schema of the job type.",
                requiredMode = RequiredMode.REQUIRED,
                types = "object")
        String params,

        @Schema(
                description = "A name for people, without control characters.",
                minLength = 1,
                maxLength = SubmissionLimits.NAME_LENGTH,
                example = "three precisions")
        @Nullable String name,

        @Schema(
                description =
                        "Keys and values to find the job by. A key is 1 to 63 letters, digits, '.', '_', '-' and '/', "
                                + "with a letter or digit first; a value has at most 200 characters, none of them a control "
                                + "character.",
                example = "{\"team\": \"maths\"}")
        Map<String, String> labels,

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
                description =
                        "What becomes of the other tasks when one fails: they are stopped, or they run to their end "
                                + "and their results are kept. The job fails either way.",
                defaultValue = "FAIL_FAST")
        OnTaskFailure onTaskFailure) {

    /** What the service is asked to do. */
    public JobSpec toSpec() {
        return new JobSpec(
                type,
                params,
                name,
                labels,
                priority,
                parallelism,
                onTaskFailure,
                Deadlines.NONE,
                Retry.DEFAULT,
                Isolation.POOLED);
    }
}
