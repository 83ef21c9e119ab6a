package dev.forkyard.api.submission;

import dev.forkyard.api.body.JsonFields;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.job.service.JobsProperties;
import dev.forkyard.job.service.SharedProperties;
import dev.forkyard.job.shared.SharedContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Takes the fields of one submission from its JSON and collects what is wrong with them. For one thread. */
final class SubmissionFields {

    private static final List<String> NAMES = Stream.of(
                    List.of("type", "params", "name", "labels"), SharedFields.NAMES, OptionFields.NAMES)
            .flatMap(List::stream)
            .toList();
    private static final JsonFields.Refusal REFUSAL =
            new JsonFields.Refusal(ProblemCode.INVALID_SUBMISSION, "The submission is not right.");
    private static final Pattern LABEL_KEY =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,%d}".formatted(SubmissionLimits.LABEL_KEY_LENGTH - 1));

    private final JsonFields fields;
    private final JobsProperties settings;
    private final SharedProperties shared;

    SubmissionFields(JsonNode root, JobsProperties settings, SharedProperties shared) {
        this.fields = new JsonFields(root, REFUSAL, "the fields type and params", NAMES);
        this.settings = settings;
        this.shared = shared;
    }

    Submission submission() {
        String type = type();
        JsonNode params = params();
        @Nullable String name = name();
        Map<String, String> labels = labels();
        SharedFields sharing = new SharedFields(fields, shared);
        Map<String, Long> counters = sharing.counters();
        List<SharedContents.Queue> queues = sharing.queues();
        SubmissionOptions options = new OptionFields(fields, settings).options();
        fields.check();
        return new Submission(type, params, name, labels, counters, queues, options);
    }

    private String type() {
        @Nullable JsonNode node = fields.required("type", "the name of a job type");
        if (node == null) {
            return "";
        }
        if (!node.isString()) {
            fields.wrong("Must be a string, the name of a job type, not %s.".formatted(JsonFields.kind(node)), "type");
        } else if (node.stringValue().isBlank() || length(node.stringValue()) > SubmissionLimits.TYPE_LENGTH) {
            fields.wrong(
                    "Must be the name of a job type, of 1 to %d characters.".formatted(SubmissionLimits.TYPE_LENGTH),
                    "type");
        } else {
            return node.stringValue();
        }
        return "";
    }

    private JsonNode params() {
        @Nullable JsonNode node = fields.required("params", "an object with the params of the job type, {} if it needs none");
        if (node == null) {
            return MissingNode.getInstance();
        }
        if (!node.isObject()) {
            fields.wrong(
                    "Must be an object with the params of the job type, not %s.".formatted(JsonFields.kind(node)),
                    "params");
        }
        return node;
    }

    private @Nullable String name() {
        @Nullable JsonNode node = fields.optional("name");
        if (node == null) {
            return null;
        }
        if (node.isString() && isLine(node.stringValue(), 1, SubmissionLimits.NAME_LENGTH)) {
            return node.stringValue();
        }
        fields.wrong(
                "Must be a string of 1 to %d characters without control characters; leave it out if there is none."
                        .formatted(SubmissionLimits.NAME_LENGTH),
                "name");
        return null;
    }

    private Map<String, String> labels() {
        @Nullable JsonNode node = fields.optional("labels");
        if (node == null) {
            return Map.of();
        }
        if (!node.isObject()) {
            fields.wrong("Must be an object of strings, not %s.".formatted(JsonFields.kind(node)), "labels");
            return Map.of();
        }
        if (node.size() > settings.maxLabels()) {
            fields.wrong("Must have at most %d labels, not %d.".formatted(settings.maxLabels(), node.size()), "labels");
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
            fields.wrong(
                    "The key of a label must be 1 to %d letters, digits, '.', '_', '-' and '/', a letter or digit first."
                            .formatted(SubmissionLimits.LABEL_KEY_LENGTH),
                    "labels",
                    key);
        } else if (!value.isString() || !isLine(value.stringValue(), 0, SubmissionLimits.LABEL_VALUE_LENGTH)) {
            fields.wrong(
                    "The value of a label must be a string of at most %d characters, none of them a control character."
                            .formatted(SubmissionLimits.LABEL_VALUE_LENGTH),
                    "labels",
                    key);
        } else {
            labels.put(key, value.stringValue());
        }
    }

    private static boolean isLine(String text, int min, int max) {
        int length = length(text);
        return length >= min && length <= max && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
