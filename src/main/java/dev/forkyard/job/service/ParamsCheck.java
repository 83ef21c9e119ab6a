package dev.forkyard.job.service;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.JobException.InvalidParams.Violation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks params against one job type's JSON Schema, and fills in what they leave to its defaults. Immutable.
 *
 * <p>Stricter than JSON Schema in four points: {@code maxSum} limits the sum of a list of integers; {@code sizeOf} asks for
 * as many items as the list beside it has; arguments are to fit
 * the function that they are for, as {@link ArgumentsCheck} says; and an integer is to be written as one, so neither {@code 10.0} nor {@code 1e3}, as
 * {@code 1e999999999} is one too, and a number of a gigabyte.
 */
final class ParamsCheck {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Stands in for an integer that was not written as one, so that no validator has to reckon with that. */
    private static final JsonNode NO_INTEGER = JSON.getNodeFactory().numberNode(0.5);

    /** The pattern of what the job type says is to be a line. */
    private static final String LINE = "^\\P{Cc}+$";

    private static final String MAX_SUM = "maxSum";
    private static final String SIZE_OF = "sizeOf";

    private static final List<String> OWN_WORDS =
            List.of(MAX_SUM, SIZE_OF, ArgumentsCheck.ARGUMENT_OF, ArgumentsCheck.ARGUMENTS_OF);

    private final JobTypeDescription type;
    private final JsonNode schemaNode;
    private final Schema schema;
    private final ArgumentsCheck arguments;

    ParamsCheck(JobTypeDescription type, ArgumentsCheck arguments) {
        this.type = type;
        this.arguments = arguments;
        this.schemaNode = JSON.readTree(type.paramsSchema());
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(BoundedPattern::new)
                .build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(config))
                .getSchema(standard(schemaNode));
    }

    /** The schema without the words that are this service's own. */
    private static JsonNode standard(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        removeOwn(copy);
        return copy;
    }

    private static void removeOwn(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(OWN_WORDS);
            object.path("properties").forEach(ParamsCheck::removeOwn);
            removeOwn(object.path("items"));
        }
    }

    JobTypeDescription type() {
        return type;
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** The same of params that are text. */
    String complete(String params, Set<String> called) {
        return complete(read(params), called);
    }

    /**
     * The params with their defaults filled in, as JSON text.
     *
     * @param node is changed
     * @param called is given the names of the functions that they name
     * @throws JobException.InvalidParams if they do not fit the schema
     */
    String complete(JsonNode node, Set<String> called) {
        replaceFractions(node, schemaNode);
        List<Error> errors = schema.validate(node);
        if (!errors.isEmpty()) {
            throw new JobException.InvalidParams(type.name(), violations(errors));
        }
        ObjectNode complete = (ObjectNode) node;
        List<Violation> lists = new ArrayList<>(sums(complete));
        lists.addAll(sizes(complete));
        if (!lists.isEmpty()) {
            throw new JobException.InvalidParams(type.name(), lists);
        }
        List<Violation> calls = arguments.violations(complete, schemaNode, called);
        if (!calls.isEmpty()) {
            throw new JobException.InvalidParams(type.name(), calls);
        }
        for (Map.Entry<String, JsonNode> property :
                schemaNode.path("properties").properties()) {
            JsonNode byDefault = property.getValue().get("default");
            if (byDefault != null && !complete.has(property.getKey())) {
                complete.set(property.getKey(), byDefault);
            }
        }
        return JSON.writeValueAsString(complete);
    }

    /** What JSON Schema has no word for: lists whose sum is too large. */
    private List<Violation> sums(ObjectNode params) {
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                schemaNode.path("properties").properties()) {
            JsonNode most = property.getValue().path(MAX_SUM);
            if (most.isNumber()) {
                BigInteger sum = params.path(property.getKey())
                        .valueStream()
                        .map(JsonNode::bigIntegerValue)
                        .reduce(BigInteger.ZERO, BigInteger::add);
                if (sum.compareTo(most.bigIntegerValue()) > 0) {
                    violations.add(new Violation(
                            "/" + property.getKey(), "must sum to at most %s, but sums to %s.".formatted(most, sum)));
                }
            }
        }
        return violations;
    }

    /** Likewise: lists that are to have as many items as another. */
    private List<Violation> sizes(ObjectNode params) {
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                schemaNode.path("properties").properties()) {
            String other = property.getValue().path(SIZE_OF).asString("");
            JsonNode list = params.path(property.getKey());
            int wanted = params.path(other).size();
            if (list.isArray() && !other.isEmpty() && list.size() != wanted) {
                violations.add(new Violation(
                        "/" + property.getKey(),
                        "must have as many items as %s, which has %d, but has %d."
                                .formatted(other, wanted, list.size())));
            }
        }
        return violations;
    }

    private static void replaceFractions(JsonNode node, JsonNode schema) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode known = schema.path("properties").path(name);
                JsonNode wanted = known.isMissingNode() ? schema.path("additionalProperties") : known;
                if (object.get(name).isFloatingPointNumber() && isInteger(wanted)) {
                    object.set(name, NO_INTEGER);
                } else {
                    replaceFractions(object.get(name), wanted);
                }
            }
        } else if (node instanceof ArrayNode array) {
            JsonNode wanted = schema.path("items");
            boolean integers = isInteger(wanted);
            for (int i = 0; i < array.size(); i++) {
                JsonNode item = array.get(i);
                if (integers && item.isFloatingPointNumber()) {
                    array.set(i, NO_INTEGER);
                } else if (item.isContainer()) {
                    replaceFractions(item, wanted);
                }
            }
        }
    }

    private static boolean isInteger(JsonNode wanted) {
        return wanted.path("type").asString("").equals("integer");
    }

    /** What is of the wrong type is not told to be too small as well. */
    private List<Violation> violations(List<Error> errors) {
        Set<String> illTyped = errors.stream()
                .filter(error -> error.getKeyword().equals("type"))
                .map(error -> error.getInstanceLocation().toString())
                .collect(Collectors.toSet());
        return errors.stream()
                .filter(error -> error.getKeyword().equals("type")
                        || !illTyped.contains(error.getInstanceLocation().toString()))
                .map(this::violation)
                .distinct()
                .toList();
    }

    private Violation violation(Error error) {
        String at = error.getInstanceLocation().toString();
        JsonNode wanted = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> new Violation(child(at, error), "is missing, but required.");
            case "additionalProperties" ->
                new Violation(child(at, error), "is not known; there are %s.".formatted(list(names(error))));
            case "type" ->
                new Violation(
                        at,
                        "must be %s, but is %s.".formatted(article(wanted.asString()), found(error.getInstanceNode())));
            case "minimum" -> new Violation(at, "must be at least %s, but is %s.".formatted(wanted, shown(error)));
            case "exclusiveMinimum" ->
                new Violation(at, "must be more than %s, but is %s.".formatted(wanted, shown(error)));
            case "maximum" -> new Violation(at, "must be at most %s, but is %s.".formatted(wanted, shown(error)));
            case "minItems" ->
                new Violation(
                        at,
                        "must have at least %s %s, but has %d."
                                .formatted(
                                        wanted,
                                        items(wanted),
                                        error.getInstanceNode().size()));
            case "maxItems" ->
                new Violation(
                        at,
                        "must have at most %s %s, but has %d."
                                .formatted(
                                        wanted,
                                        items(wanted),
                                        error.getInstanceNode().size()));
            case "minLength" ->
                new Violation(
                        at,
                        "must have at least %s %s."
                                .formatted(wanted, wanted.asInt() == 1 ? "character" : "characters"));
            case "maxLength" -> new Violation(at, "must have at most %s characters.".formatted(wanted));
            case "pattern" ->
                new Violation(
                        at, pattern(wanted.asString(), error.getInstanceNode().asString()));
            case "enum" -> new Violation(at, "must be one of %s.".formatted(list(wanted)));
            default -> new Violation(at, error.getMessage());
        };
    }

    private static String pattern(String pattern, String text) {
        if (pattern.equals(LINE)) {
            return "must be a line: at least one character, and no control characters.";
        }
        return new BoundedPattern(pattern).match(text) == BoundedPattern.Match.TOO_LONG
                ? "cannot be held against the pattern %s, as that takes too long.".formatted(pattern)
                : "must match the pattern %s.".formatted(pattern);
    }

    private static String child(String parent, Error error) {
        return parent + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }

    /** The properties that the schema knows beside the keyword that was violated. */
    private ArrayNode names(Error error) {
        ArrayNode names = JSON.createArrayNode();
        String keyword = error.getSchemaLocation().getFragment().toString();
        schemaNode
                .at(keyword.substring(0, keyword.lastIndexOf('/')))
                .path("properties")
                .propertyNames()
                .forEach(names::add);
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

    static String found(JsonNode node) {
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
        return shown(error.getInstanceNode());
    }

    static String shown(JsonNode node) {
        String value = node.toString();
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    private static String list(JsonNode values) {
        var names = new TreeSet<String>();
        values.forEach(value -> names.add(value.asString()));
        return String.join(", ", names);
    }
}
