package dev.forkyard.api.body;

import dev.forkyard.api.http.Durations;
import dev.forkyard.api.problem.InputErrors;
import dev.forkyard.api.problem.ProblemCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes the fields of one JSON object and collects what is wrong with them; what a reading gives counts only after
 * {@link #check()}. A field that is null is wrong: to say nothing is to leave it out. For one thread.
 */
public final class JsonFields {

    private static final int ECHO_LENGTH = 60;

    private final JsonNode root;
    private final Refusal refusal;
    private final InputErrors errors = new InputErrors();

    /**
     * What is answered when anything is wrong.
     *
     * @param code of the problem
     * @param detail of the problem, a sentence
     */
    public record Refusal(ProblemCode code, String detail) {}

    /**
     * Begins the reading.
     *
     * @param required the fields that there must be, as a sentence names them
     * @param names the fields that there are; any other is an error
     * @throws dev.forkyard.api.problem.ProblemException when it is no object
     */
    public JsonFields(JsonNode root, Refusal refusal, String required, List<String> names) {
        this.root = root;
        this.refusal = refusal;
        if (!root.isObject()) {
            wrong("Must be a JSON object with %s, not %s.".formatted(required, kind(root)));
            check();
        }
        for (String name : root.propertyNames()) {
            if (!names.contains(name)) {
                wrong("There is no field '%s'; there are: %s.".formatted(cut(name), String.join(", ", names)), name);
            }
        }
    }

    /**
     * Ends the reading.
     *
     * @throws dev.forkyard.api.problem.ProblemException the refusal, when anything was wrong
     */
    public void check() {
        errors.throwIfAny(refusal.code(), refusal.detail());
    }

    /** Adds an error of what is at {@code path}, each step of which is a name or an index. */
    public void wrong(String message, String... path) {
        errors.add(message, path);
    }

    /** The value of a field; null when there is none. */
    public @Nullable JsonNode optional(String field) {
        return root.get(field);
    }

    /** The value of a field; null when there is none, which is an error. */
    public @Nullable JsonNode required(String field, String what) {
        @Nullable JsonNode node = root.get(field);
        if (node == null) {
            wrong("Is required: %s.".formatted(what), field);
        }
        return node;
    }

    /**
     * A whole number from {@code min} to {@code max}.
     *
     * @param absent what holds without the field
     */
    public int integer(String field, int min, int max, int absent) {
        @Nullable JsonNode node = root.get(field);
        if (node == null) {
            return absent;
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= min && node.intValue() <= max) {
            return node.intValue();
        }
        String not = node.isNumber() ? "" : ", not " + kind(node);
        wrong("Must be an integer from %d to %d%s.".formatted(min, max, not), field);
        return absent;
    }

    /**
     * A duration above zero.
     *
     * @param max the longest that is taken
     * @param absent what holds without the field
     */
    public @Nullable Duration duration(String field, Duration max, @Nullable Duration absent) {
        @Nullable JsonNode node = root.get(field);
        if (node == null) {
            return absent;
        }
        @Nullable Duration value = node.isString() ? Durations.parse(node.stringValue()).orElse(null) : null;
        if (value != null && !value.isZero() && value.compareTo(max) <= 0) {
            return value;
        }
        String not = node.isString() ? "" : ", not " + kind(node);
        wrong(
                "Must be a duration above 0 and of at most %s, as a string such as \"500ms\", \"30s\", \"5m\", \"2h\", \"1d\" or \"PT30S\"%s."
                        .formatted(Durations.text(max), not),
                field);
        return absent;
    }

    /**
     * A constant, by its name.
     *
     * @param absent what holds without the field
     */
    public <E extends Enum<E>> E constant(String field, E absent) {
        @Nullable JsonNode node = root.get(field);
        if (node == null) {
            return absent;
        }
        E[] constants = absent.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (node.isString() && constant.name().equals(node.stringValue())) {
                return constant;
            }
        }
        wrong(
                "Must be %s."
                        .formatted(Arrays.stream(constants)
                                .map(constant -> '"' + constant.name() + '"')
                                .collect(Collectors.joining(" or "))),
                field);
        return absent;
    }

    /** What a value is, as a sentence names it. */
    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    private static String cut(String name) {
        return name.length() <= ECHO_LENGTH ? name : name.substring(0, ECHO_LENGTH) + "…";
    }
}
