package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A job type, as its author described it. */
@Schema(name = "JobType", description = "A job type, as its author described it.")
public record JobTypeAnswer(
        @Schema(description = "The name that submissions use.", example = "pi-digits")
        String name,

        @Schema(description = "One or two sentences.", example = "Computes π to each of a list of precisions.")
        String description,

        @Schema(description = "JSON Schema (2020-12) of the params.", types = "object")
        RawJson paramsSchema,

        @Schema(description = "Params that work; the first finish within a few seconds.")
        List<Example> examples,

        @Schema(
                description = "What else there is to know of the job type as it is here, such as what computes.",
                example = "{\"arithmetic\":\"GMP 6.2.1\"}")
        Map<String, String> details) {

    public JobTypeAnswer {
        examples = List.copyOf(examples);
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** Params that work. */
    @Schema(name = "JobTypeExample", description = "Params that work.")
    public record Example(
            @Schema(description = "A few words.", example = "three precisions")
            String name,

            @Schema(description = "The params of a submission.", types = "object")
            RawJson params) {}
}
