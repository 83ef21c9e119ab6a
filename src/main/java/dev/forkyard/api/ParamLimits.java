package dev.forkyard.api;

import dev.forkyard.api.answer.LimitAnswer;
import dev.forkyard.engine.JobTypeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the limits in the schema of a job type's params, going down into lists, maps and objects. For one thread. */
final class ParamLimits {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<LimitAnswer> found = new ArrayList<>();

    private ParamLimits() {}

    static List<LimitAnswer> of(JobTypeDescription type) {
        ParamLimits limits = new ParamLimits();
        limits.object(type.name() + '.', MAPPER.readTree(type.paramsSchema()));
        return limits.found;
    }

    private void object(String prefix, JsonNode schema) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            value(prefix + property.getKey(), description(property.getValue(), ""), property.getValue());
        }
    }

    private void value(String name, String inherited, JsonNode schema) {
        String description = description(schema, inherited);
        add(name, description, "value", "minimum", "maximum", schema);
        add(name, description, "characters", "minLength", "maxLength", schema);
        add(name, description, "items", "minItems", "maxItems", schema);
        add(name, description, "sum", "minSum", "maxSum", schema);
        if (schema.has("items")) {
            value(name + "[]", description, schema.path("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            value(name + ".*", description, schema.path("additionalProperties"));
        }
        object(name + '.', schema);
    }

    private void add(String name, String description, String unit, String least, String most, JsonNode schema) {
        @Nullable Number minimum = number(schema.path(least));
        @Nullable Number maximum = number(schema.path(most));
        if (minimum != null || maximum != null) {
            @Nullable Number standard = unit.equals("value") ? number(schema.path("default")) : null;
            found.add(new LimitAnswer(name, description, unit, standard, minimum, maximum));
        }
    }

    private static @Nullable Number number(JsonNode node) {
        return node.isNumber() ? node.numberValue() : null;
    }

    private static String description(JsonNode schema, String otherwise) {
        JsonNode description = schema.path("description");
        return description.isString() ? description.stringValue() : otherwise;
    }
}
