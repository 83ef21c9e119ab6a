package dev.forkyard.worker;

import dev.forkyard.task.JsonList;
import dev.forkyard.task.Param;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives the JSON Schema (2020-12) of a params record from its components and their {@link Param} annotations. Words of
 * its own: {@code maxSum} limits the sum of a list of integers; {@code sizeOf} gives the name of the list beside this one
 * that has as many items; {@code argumentOf}, on a list whose items are each the one
 * argument of a function, and {@code argumentsOf}, on a list that is all its arguments, give the name of the property that
 * has the function's name, in the object nearest above.
 */
final class ParamsSchema {

    /** In characters. */
    private static final int LONGEST_MATCHED = 1000;

    private final Json json;

    ParamsSchema(Json json) {
        this.json = json;
    }

    ObjectNode of(Class<?> record) {
        ObjectNode schema = json.mapper().createObjectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = json.mapper().createArrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            Param param = component.getAnnotation(Param.class);
            boolean optional = component.getType() == Optional.class;
            Type type = optional ? argument(component.getGenericType(), 0) : component.getGenericType();
            ObjectNode property = value(type, param);
            if (param != null) {
                property.put("description", param.description());
                if (!param.defaultValue().isEmpty()) {
                    property.set("default", defaultValue(param.defaultValue(), type));
                    optional = true;
                }
            }
            properties.set(component.getName(), property);
            if (!optional) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    /** The same, with components that may be no larger than this JVM can cope with. */
    ObjectNode of(Class<?> record, Map<String, Long> limits) {
        ObjectNode schema = of(record);
        limits.forEach((component, limit) -> {
            JsonNode property = schema.path("properties").path(component);
            ObjectNode number = (ObjectNode) (property.has("items") ? property.path("items") : property);
            if (!number.has("maximum") || number.path("maximum").asLong() > limit) {
                number.put("maximum", limit);
            }
        });
        return schema;
    }

    private ObjectNode value(Type type, @Nullable Param param) {
        Class<?> raw = raw(type);
        ObjectNode schema = json.mapper().createObjectNode();
        if (Collection.class.isAssignableFrom(raw) || raw == JsonList.class) {
            schema.put("type", "array");
            ObjectNode items = value(argument(type, 0), param);
            if (!items.isEmpty()) {
                schema.set("items", items);
            }
            calls(schema, argument(type, 0), param);
            if (param != null && param.minItems() > 0) {
                schema.put("minItems", param.minItems());
            }
            if (param != null && param.maxSum() < Long.MAX_VALUE) {
                schema.put("maxSum", param.maxSum());
            }
            if (param != null && !param.sizeOf().isEmpty()) {
                schema.put("sizeOf", param.sizeOf());
            }
            if (param != null && param.maxItems() < Integer.MAX_VALUE) {
                schema.put("maxItems", param.maxItems());
            }
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object");
            schema.set("additionalProperties", value(argument(type, 1), param));
        } else if (raw == boolean.class || raw == Boolean.class) {
            schema.put("type", "boolean");
        } else if (raw == int.class || raw == Integer.class) {
            number(schema, "integer", param, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (raw == long.class || raw == Long.class) {
            number(schema, "integer", param, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (raw == BigInteger.class) {
            number(schema, "integer", param, null, null);
        } else if (raw == double.class || raw == Double.class || raw == BigDecimal.class) {
            number(schema, "number", param, null, null);
        } else if (raw.isEnum()) {
            schema.put("type", "string");
            var constants = schema.putArray("enum");
            Arrays.stream(raw.getEnumConstants()).map(Object::toString).forEach(constants::add);
        } else if (raw == String.class) {
            schema.put("type", "string");
            string(schema, param);
        } else if (raw.isRecord()) {
            return of(raw);
        } else if (raw != Object.class) {
            throw new IllegalArgumentException("a params record cannot have a component of type " + type.getTypeName());
        }
        return schema;
    }

    /** On the list that is a call's arguments, or whose items are the only argument of one each. */
    private static void calls(ObjectNode list, Type item, @Nullable Param param) {
        if (param != null && !param.argumentOf().isEmpty()) {
            list.put("argumentOf", param.argumentOf());
        } else if (param != null && !param.argumentsOf().isEmpty() && raw(item) == Object.class) {
            list.put("argumentsOf", param.argumentsOf());
        }
    }

    private static void string(ObjectNode schema, @Nullable Param param) {
        if (param != null && param.minLength() > 0) {
            schema.put("minLength", param.minLength());
        }
        if (param != null && param.maxLength() < Integer.MAX_VALUE) {
            schema.put("maxLength", param.maxLength());
        }
        if (param != null && param.line()) {
            schema.put("pattern", "^\\P{Cc}+$");
        } else if (param != null && !param.pattern().isEmpty()) {
            schema.put("pattern", checked(param.pattern(), param.maxLength()));
        }
    }

    private static String checked(String pattern, int maxLength) {
        if (maxLength > LONGEST_MATCHED) {
            throw new IllegalArgumentException("what must match the pattern %s needs a maxLength of at most %d"
                    .formatted(pattern, LONGEST_MATCHED));
        }
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern %s is no regular expression: %s".formatted(pattern, e.getDescription()), e);
        }
    }

    private static void number(
            ObjectNode schema, String type, @Nullable Param param, @Nullable Number typeMin, @Nullable Number typeMax) {
        schema.put("type", type);
        Number min = param != null && param.min() > Long.MIN_VALUE ? Long.valueOf(param.min()) : typeMin;
        Number max = param != null && param.max() < Long.MAX_VALUE ? Long.valueOf(param.max()) : typeMax;
        if (min != null) {
            schema.put("minimum", min.longValue());
        }
        if (param != null && param.above() > Long.MIN_VALUE) {
            schema.put("exclusiveMinimum", param.above());
        }
        if (max != null) {
            schema.put("maximum", max.longValue());
        }
    }

    private JsonNode defaultValue(String text, Type type) {
        boolean isText = type == String.class || raw(type).isEnum();
        return isText
                ? json.mapper().getNodeFactory().stringNode(text)
                : json.mapper().readTree(text);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        throw new IllegalArgumentException("a params record cannot have a component of type " + type.getTypeName());
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[index];
        }
        throw new IllegalArgumentException(type.getTypeName() + " needs its type argument");
    }
}
