package dev.forkyard.api.submission;

import dev.forkyard.api.problem.InputErrors;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.job.OnTaskFailure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the fields of one submission from its JSON and collects what is wrong with them. For one thread. */
final class SubmissionFields {

    private static final List<String> NAMES =
            List.of("type", "params", "name", "labels", "priority", "parallelism", "onTaskFailure");
    private static final Pattern LABEL_KEY =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,%d}".formatted(SubmissionLimits.LABEL_KEY_LENGTH - 1));
    private static final int ECHO_LENGTH = 60;

    private final JsonNode root;
    private final JsonMapper mapper;
    private final int maxLabels;
    private final InputErrors errors = new InputErrors();

    SubmissionFields(JsonNode root, JsonMapper mapper, int maxLabels) {
        this.root = root;
        this.mapper = mapper;
        this.maxLabels = maxLabels;
    }

    Submission submission() {
        if (!root.isObject()) {
            errors.add("Must be a JSON object with the fields type and params, not %s.".formatted(kind(root)));
            check();
        }
        for (String name : root.propertyNames()) {
            if (!NAMES.contains(name)) {
                errors.add(
                        "There is no field '%s'; there are: %s.".formatted(cut(name), String.join(", ", NAMES)), name);
            }
        }
        String type = type();
        String params = params();
        @Nullable String name = name();
        Map<String, String> labels = labels();
        int priority = integer("priority", 0, SubmissionLimits.MAX_PRIORITY, SubmissionLimits.DEFAULT_PRIORITY);
        int parallelism = integer("parallelism", 1, SubmissionLimits.MAX_PARALLELISM, 0);
        OnTaskFailure onTaskFailure = onTaskFailure();
        check();
        return new Submission(
                type, params, name, labels, priority, parallelism == 0 ? null : parallelism, onTaskFailure);
    }

    private void check() {
        errors.throwIfAny(ProblemCode.INVALID_SUBMISSION, "The submission is not right.");
    }

    private String type() {
        @Nullable JsonNode node = root.get("type");
        if (node == null) {
            errors.add("Is required: the name of a job type.", "type");
        } else if (!node.isString()) {
            errors.add("Must be a string, the name of a job type, not %s.".formatted(kind(node)), "type");
        } else if (node.stringValue().isBlank() || length(node.stringValue()) > SubmissionLimits.TYPE_LENGTH) {
            errors.add(
                    "Must be the name of a job type, of 1 to %d characters.".formatted(SubmissionLimits.TYPE_LENGTH),
                    "type");
        } else {
            return node.stringValue();
        }
        return "";
    }

    private String params() {
        @Nullable JsonNode node = root.get("params");
        if (node == null) {
            errors.add("Is required: an object with the params of the job type, {} if it needs none.", "params");
        } else if (!node.isObject()) {
            errors.add("Must be an object with the params of the job type, not %s.".formatted(kind(node)), "params");
        } else {
            return mapper.writeValueAsString(node);
        }
        return "";
    }

    private @Nullable String name() {
        @Nullable JsonNode node = root.get("name");
        if (node == null) {
            return null;
        }
        if (node.isString() && isLine(node.stringValue(), 1, SubmissionLimits.NAME_LENGTH)) {
            return node.stringValue();
        }
        errors.add(
                "Must be a string of 1 to %d characters without control characters; leave it out if there is none."
                        .formatted(SubmissionLimits.NAME_LENGTH),
                "name");
        return null;
    }

    private Map<String, String> labels() {
        @Nullable JsonNode node = root.get("labels");
        if (node == null) {
            return Map.of();
        }
        if (!node.isObject()) {
            errors.add("Must be an object of strings, not %s.".formatted(kind(node)), "labels");
            return Map.of();
        }
        if (node.size() > maxLabels) {
            errors.add("Must have at most %d labels, not %d.".formatted(maxLabels, node.size()), "labels");
            return Map.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : node.properties()) {
            label(label.getKey(), label.getValue(), labels);
        }
        return labels;
    }

    private void label(String key, JsonNode value, Map<String, String> labels) {
        if (!LABEL_KEY.matcher(key).matches()) {
            errors.add(
                    "The key of a label must be 1 to %d letters, digits, '.', '_', '-' and '/', a letter or digit first."
                            .formatted(SubmissionLimits.LABEL_KEY_LENGTH),
                    "labels",
                    key);
        } else if (!value.isString() || !isLine(value.stringValue(), 0, SubmissionLimits.LABEL_VALUE_LENGTH)) {
            errors.add(
                    "The value of a label must be a string of at most %d characters, none of them a control character."
                            .formatted(SubmissionLimits.LABEL_VALUE_LENGTH),
                    "labels",
                    key);
        } else {
            labels.put(key, value.stringValue());
        }
    }

    private int integer(String field, int min, int max, int absent) {
        @Nullable JsonNode node = root.get(field);
        if (node == null) {
            return absent;
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= min && node.intValue() <= max) {
            return node.intValue();
        }
        String not = node.isNumber() ? "" : ", not " + kind(node);
        errors.add("Must be an integer from %d to %d%s.".formatted(min, max, not), field);
        return absent;
    }

    private OnTaskFailure onTaskFailure() {
        @Nullable JsonNode node = root.get("onTaskFailure");
        if (node == null) {
            return OnTaskFailure.FAIL_FAST;
        }
        for (OnTaskFailure constant : OnTaskFailure.values()) {
            if (node.isString() && constant.name().equals(node.stringValue())) {
                return constant;
            }
        }
        errors.add(
                "Must be %s."
                        .formatted(Arrays.stream(OnTaskFailure.values())
                                .map(constant -> '"' + constant.name() + '"')
                                .collect(Collectors.joining(" or "))),
                "onTaskFailure");
        return OnTaskFailure.FAIL_FAST;
    }

    private static boolean isLine(String text, int min, int max) {
        int length = length(text);
        return length >= min && length <= max && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String kind(JsonNode node) {
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
