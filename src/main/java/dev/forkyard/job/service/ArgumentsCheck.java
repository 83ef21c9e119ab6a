package dev.forkyard.job.service;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.FunctionDescription.Parameter;
import dev.forkyard.job.service.JobException.InvalidParams.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Checks the arguments in params against the parameters of the functions that they are for, wherever the schema says that a
 * list holds such. Immutable.
 */
final class ArgumentsCheck {

    /** On a list whose items are each the one argument of the function that the named property names. */
    static final String ARGUMENT_OF = "argumentOf";

    /** On a list that is all arguments of that function. */
    static final String ARGUMENTS_OF = "argumentsOf";

    /** After so many, the others are not told. */
    private static final int MOST_TOLD = 20;

    private final Map<String, FunctionDescription> functions = new TreeMap<>();

    ArgumentsCheck(List<FunctionDescription> functions) {
        functions.forEach(each -> this.functions.put(each.name(), each));
    }

    /**
     * What is wrong, the first of it; the params fit the schema else.
     *
     * @param called is given the names of the functions that arguments are for
     */
    List<Violation> violations(JsonNode params, JsonNode schema, Set<String> called) {
        List<Violation> violations = new ArrayList<>();
        object(params, schema, "", violations, called);
        return violations;
    }

    private void object(JsonNode object, JsonNode schema, String at, List<Violation> violations, Set<String> called) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = object.path(property.getKey());
            list(value, property.getValue(), object, at, at + "/" + property.getKey(), violations, called);
        }
    }

    private void list(
            JsonNode list,
            JsonNode schema,
            JsonNode object,
            String objectAt,
            String at,
            List<Violation> violations,
            Set<String> called) {
        JsonNode items = schema.path("items");
        String single = schema.path(ARGUMENT_OF).asString("");
        String all = schema.path(ARGUMENTS_OF).asString("");
        String nested = items.path(ARGUMENTS_OF).asString("");
        String naming = single + all + nested;
        if (naming.isEmpty()) {
            if (items.has("properties")) {
                for (int i = 0; i < list.size() && violations.size() < MOST_TOLD; i++) {
                    object(list.get(i), items, at + "/" + i, violations, called);
                }
            }
            return;
        }
        String name = object.path(naming).asString("");
        FunctionDescription function = functions.get(name);
        called.add(name);
        if (function == null) {
            violations.add(new Violation(
                    objectAt + "/" + naming, "must be one of %s.".formatted(String.join(", ", functions.keySet()))));
        } else if (!all.isEmpty()) {
            arguments(list, function, at, violations);
        } else if (!single.isEmpty() && function.parameters().size() != 1) {
            violations.add(new Violation(
                    objectAt + "/" + naming,
                    "must be a function of 1 parameter, but %s has %d; starmap takes those."
                            .formatted(name, function.parameters().size())));
        } else {
            for (int i = 0; i < list.size() && violations.size() < MOST_TOLD; i++) {
                JsonNode item = list.get(i);
                boolean fits = single.isEmpty()
                        ? fit(item, function)
                        : fits(item, function.parameters().get(0));
                if (!fits && single.isEmpty()) {
                    arguments(item, function, at + "/" + i, violations);
                } else if (!fits) {
                    argument(item, function, 0, at + "/" + i, violations);
                }
            }
        }
    }

    private static void arguments(JsonNode list, FunctionDescription function, String at, List<Violation> violations) {
        int wanted = function.parameters().size();
        if (list.size() != wanted) {
            violations.add(new Violation(
                    at, "must have %d arguments of %s, but has %d.".formatted(wanted, function.name(), list.size())));
            return;
        }
        for (int i = 0; i < wanted; i++) {
            argument(list.get(i), function, i, at + "/" + i, violations);
        }
    }

    /** Whether nothing is wrong, for the many of which that is so. */
    private static boolean fit(JsonNode list, FunctionDescription function) {
        List<Parameter> parameters = function.parameters();
        boolean fit = list.size() == parameters.size();
        for (int i = 0; fit && i < parameters.size(); i++) {
            fit = fits(list.get(i), parameters.get(i));
        }
        return fit;
    }

    private static boolean fits(JsonNode value, Parameter parameter) {
        return isOfKind(value, parameter) && outOfRange(value, parameter).isEmpty();
    }

    private static boolean isOfKind(JsonNode value, Parameter parameter) {
        return switch (parameter.kind()) {
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case STRING -> value.isString();
            case BOOLEAN -> value.isBoolean();
            case ANY -> !value.isNull();
        };
    }

    /** What a number would have to be, if it is out of the parameter's range. */
    private static Optional<String> outOfRange(JsonNode value, Parameter parameter) {
        BigDecimal min = parameter.min();
        BigDecimal max = parameter.max();
        if (min != null && value.decimalValue().compareTo(min) < 0) {
            return Optional.of("at least " + min);
        }
        return max != null && value.decimalValue().compareTo(max) > 0
                ? Optional.of("at most " + max)
                : Optional.empty();
    }

    private static void argument(
            JsonNode value, FunctionDescription function, int index, String at, List<Violation> violations) {
        Parameter parameter = function.parameters().get(index);
        if (!isOfKind(value, parameter)) {
            String wanted = switch (parameter.kind()) {
                case INTEGER -> "an integer";
                case NUMBER -> "a number";
                case STRING -> "a string";
                case BOOLEAN -> "true or false";
                case ANY -> "anything but null";
            };
            violations.add(new Violation(
                    at,
                    "must be %s, the '%s' of %s, but is %s."
                            .formatted(wanted, parameter.name(), function.name(), ParamsCheck.found(value))));
            return;
        }
        outOfRange(value, parameter)
                .ifPresent(wanted -> violations.add(new Violation(
                        at,
                        "must be %s, the '%s' of %s, but is %s."
                                .formatted(wanted, parameter.name(), function.name(), ParamsCheck.shown(value)))));
    }
}
