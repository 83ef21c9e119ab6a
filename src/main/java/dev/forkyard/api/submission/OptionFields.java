package dev.forkyard.api.submission;

import dev.forkyard.api.body.JsonFields;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.service.JobsProperties;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes from a submission's fields those that say how the job is run. For one thread. */
final class OptionFields {

    static final List<String> NAMES = List.of(
            "priority",
            "parallelism",
            "timeout",
            "taskTimeout",
            "queueTimeout",
            "maxAttempts",
            "retryOn",
            "onTaskFailure",
            "isolation");

    private static final Set<FailureReason> ALWAYS_RETRIED =
            EnumSet.of(FailureReason.WORKER_LOST, FailureReason.START_FAILED, FailureReason.SERVER_LOST);
    private static final String CHOICES =
            EnumSet.copyOf(Retry.CHOICES).stream().map(Enum::name).collect(Collectors.joining(", "));

    private final JsonFields fields;
    private final JobsProperties settings;

    OptionFields(JsonFields fields, JobsProperties settings) {
        this.fields = fields;
        this.settings = settings;
    }

    SubmissionOptions options() {
        int priority = fields.integer("priority", 0, SubmissionLimits.MAX_PRIORITY, SubmissionLimits.DEFAULT_PRIORITY);
        int parallelism = fields.integer("parallelism", 1, SubmissionLimits.MAX_PARALLELISM, 0);
        return new SubmissionOptions(
                priority,
                parallelism == 0 ? null : parallelism,
                fields.duration("timeout", settings.maxTimeout(), settings.timeout()),
                fields.duration("taskTimeout", settings.maxTimeout(), settings.taskTimeout()),
                fields.duration("queueTimeout", settings.maxTimeout(), settings.queueTimeout()),
                fields.integer("maxAttempts", 1, settings.maxMaxAttempts(), settings.maxAttempts()),
                retryOn(),
                fields.constant("onTaskFailure", OnTaskFailure.FAIL_FAST),
                fields.constant("isolation", Isolation.POOLED));
    }

    private Set<FailureReason> retryOn() {
        Set<FailureReason> reasons = EnumSet.noneOf(FailureReason.class);
        @Nullable JsonNode node = fields.optional("retryOn");
        if (node == null) {
            return reasons;
        }
        if (!node.isArray()) {
            fields.wrong(
                    "Must be an array with any of %s, not %s.".formatted(CHOICES, JsonFields.kind(node)), "retryOn");
            return reasons;
        }
        for (int i = 0; i < node.size(); i++) {
            retryOn(i, reason(node.get(i)), reasons);
        }
        return reasons;
    }

    private void retryOn(int index, Optional<FailureReason> reason, Set<FailureReason> reasons) {
        @Nullable String wrong = null;
        if (reason.filter(ALWAYS_RETRIED::contains).isPresent()) {
            wrong = "Must be left out: a task that ends with %s is always tried again.".formatted(reason.get());
        } else if (reason.filter(Retry.CHOICES::contains).isEmpty()) {
            wrong = "Must be one of %s.".formatted(CHOICES);
        } else if (!reasons.add(reason.get())) {
            wrong = "Must be left out: %s is named before.".formatted(reason.get());
        }
        if (wrong != null) {
            fields.wrong(wrong, "retryOn", Integer.toString(index));
        }
    }

    private static Optional<FailureReason> reason(JsonNode node) {
        return Stream.of(FailureReason.values())
                .filter(reason -> node.isString() && reason.name().equals(node.stringValue()))
                .findFirst();
    }
}
