package dev.forkyard.api.submission;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.shared.SharedContents;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
                implementation = Object.class,
                types = "object")
        JsonNode params,

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
                description =
                        "Counters that the tasks of the job share, with the values that they begin with; tasks may make "
                                + "others. A name is 1 to 63 letters, digits, '.', '_' and '-', with a letter or digit first.",
                example = "{\"n\": 0}")
        Map<String, Long> counters,

        @Schema(
                description =
                        "Queues that the tasks of the job share, by names as those of counters, with the values that "
                                + "they hold at first: an array of any JSON values but null, or an object with items and a "
                                + "capacity. Tasks may open others. /api/v1/limits tells the most of all that.",
                implementation = Object.class,
                types = "object",
                example = "{\"words\": [\"wood\", \"sky\", \"cloud\", \"ocean\"]}")
        List<SharedContents.Queue> queues,

        @JsonUnwrapped SubmissionOptions options) {

    /** What its tasks find to share. */
    public SharedContents toContents() {
        return SharedContents.submitted(counters, queues);
    }

    /**
     * What the service is asked to do.
     *
     * @param paramsText the params as they were found to be right
     */
    public JobSpec toSpec(String paramsText) {
        return new JobSpec(
                type,
                paramsText,
                name,
                labels,
                options.priority(),
                options.parallelism(),
                options.onTaskFailure(),
                options.deadlines(),
                options.retry(),
                options.isolation(),
                "");
    }
}
