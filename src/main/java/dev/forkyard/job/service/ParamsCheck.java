package dev.forkyard.job.service;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.JobException.InvalidParams.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks params against one job type's JSON Schema, and fills in what they leave to its defaults. Immutable. */
final class ParamsCheck {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JobTypeDescription type;
    private final JsonNode schemaNode;
    private final Schema schema;

    ParamsCheck(JobTypeDescription type) {
        this.type = type;
        this.schemaNode = JSON.readTree(type.paramsSchema());
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaNode);
    }

    JobTypeDescription type() {
        return type;
    }

    /**
     * The params with their defaults filled in, as JSON text.
     *
     * @throws JobException.InvalidParams if they do not fit the schema
     */
    String complete(String params) {
        JsonNode node = JSON.readTree(params);
        List<Violation> violations =
                schema.validate(node).stream().map(this::violation).distinct().toList();
        if (!violations.isEmpty()) {
            throw new JobException.InvalidParams(type.name(), violations);
        }
        ObjectNode complete = (ObjectNode) node;
        for (Map.Entry<String, JsonNode> property : schemaNode.path("properties").properties()) {
            JsonNode byDefault = property.getValue().get("default");
            if (byDefault != null && !complete.has(property.getKey())) {
                complete.set(property.getKey(), byDefault);
            }
        }
        return JSON.writeValueAsString(complete);
    }

    private Violation violation(Error error) {
        String at = error.getInstanceLocation().toString();
        JsonNode wanted = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> new Violation(child(at, error), "is missing, but required.");
            case "additionalProperties" -> new Violation(
                    child(at, error), "is not known; the params are %s.".formatted(list(names())));
            case "type" -> new Violation(
                    at, "must be %s, but is %s.".formatted(article(wanted.asString()), found(error.getInstanceNode())));
            case "minimum" -> new Violation(at, "must be at least %s, but is %s.".formatted(wanted, shown(error)));
            case "maximum" -> new Violation(at, "must be at most %s, but is %s.".formatted(wanted, shown(error)));
            case "minItems" -> new Violation(
                    at,
                    "must have at least %s %s, but has %d."
                            .formatted(wanted, items(wanted), error.getInstanceNode().size()));
            case "maxItems" -> new Violation(
                    at,
                    "must have at most %s %s, but has %d."
                            .formatted(wanted, items(wanted), error.getInstanceNode().size()));
            case "maxLength" -> new Violation(at, "must have at most %s characters.".formatted(wanted));
            case "enum" -> new Violation(at, "must be one of %s.".formatted(list(wanted)));
            default -> new Violation(at, error.getMessage());
        };
    }

    private static String child(String parent, Error error) {
        return parent + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }

    private ArrayNode names() {
        ArrayNode names = JSON.createArrayNode();
        schemaNode.path("properties").propertyNames().forEach(names::add);
        return names;
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "an integer";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> "a " + type;
        };
    }

    private static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL -> "null";
            case NUMBER -> node.isIntegralNumber() ? "an integer" : "a number with a fraction or exponent";
            default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String items(JsonNode count) {
        return count.asInt() == 1 ? "item" : "items";
    }

    private static String shown(Error error) {
        String value = error.getInstanceNode().toString();
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    private static String list(JsonNode values) {
        var names = new TreeSet<String>();
        values.forEach(value -> names.add(value.asString()));
        return String.join(", ", names);
    }
}
