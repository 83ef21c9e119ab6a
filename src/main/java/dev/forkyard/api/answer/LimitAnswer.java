package dev.forkyard.api.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One limit that requests meet. */
@Schema(name = "Limit", description = "One limit that requests meet.")
public record LimitAnswer(
        @Schema(
                description =
                        "What is limited: an area and a word of it, or a job type and one of its params, where [] stands "
                                + "for each item of a list.",
                example = "pi-digits.precisions[]")
        String name,

        @Schema(description = "A sentence.", example = "Significant digits of each value, the leading 3 included.")
        String description,

        @Schema(
                description = "What the maximum counts: the value itself, characters, items, or the sum of a list.",
                example = "value")
        String unit,

        @Schema(name = "default", description = "What holds when nothing is said.", types = "number")
        @JsonProperty("default")
        @Nullable Number defaultValue,

        @Schema(description = "The least that is taken.", types = "number", example = "1") @Nullable Number minimum,

        @Schema(description = "The most that is taken.", types = "number", example = "1000000") @Nullable Number maximum) {}
