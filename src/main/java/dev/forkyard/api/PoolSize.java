package dev.forkyard.api;

import dev.forkyard.api.body.JsonFields;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.pool.PoolProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the pool is to become, as it is sent. */
@Schema(
        description = "What the pool is to become; fields that are not listed here are refused.",
        additionalProperties = AdditionalPropertiesValue.FALSE)
record PoolSize(
        @Schema(
                description = "How many workers it is to have.",
                requiredMode = RequiredMode.REQUIRED,
                minimum = "1",
                maximum = "" + PoolProperties.MAX_SIZE,
                example = "2")
        int size) {

    private static final JsonFields.Refusal REFUSAL =
            new JsonFields.Refusal(ProblemCode.INVALID_POOL, "What the pool is to become is not right.");

    /**
     * The size that the JSON says.
     *
     * @throws dev.forkyard.api.problem.ProblemException when it says anything else; with everything that is wrong
     */
    static PoolSize of(JsonNode body) {
        JsonFields fields = new JsonFields(body, REFUSAL, "the field size", List.of("size"));
        fields.required("size", "how many workers the pool is to have");
        int size = fields.integer("size", 1, PoolProperties.MAX_SIZE, 1);
        fields.check();
        return new PoolSize(size);
    }
}
