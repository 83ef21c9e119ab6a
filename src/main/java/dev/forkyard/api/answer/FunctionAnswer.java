package dev.forkyard.api.answer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that map, starmap and batch can apply, as its author described it. */
@Schema(
        name = "Function",
        description = "A function that map, starmap and batch can apply, as its author described it.")
public record FunctionAnswer(
        @Schema(description = "The name that params use.", example = "power")
        String name,

        @Schema(description = "One or two sentences.") String description,

        @Schema(description = "What it is called with.") List<Parameter> parameters,

        @Schema(description = "Arguments that work, one for each parameter.", types = "array", example = "[2, 10]")
        RawJson example) {

    public FunctionAnswer {
        parameters = List.copyOf(parameters);
    }

    /** What a function is called with. */
    @Schema(name = "FunctionParameter", description = "What a function is called with.")
    public record Parameter(
            @Schema(description = "A word.", example = "exponent")
            String name,

            @Schema(
                    description = "What it may be; any is any JSON value but null, and a number keeps all its digits.",
                    allowableValues = {"integer", "number", "string", "boolean", "any"})
            String type,

            @Schema(description = "What it means.") String description,

            @Schema(description = "Its least value, if there is one.", example = "0") @Nullable BigDecimal minimum,

            @Schema(description = "Its greatest value, if there is one.", example = "86400") @Nullable BigDecimal maximum) {}
}
