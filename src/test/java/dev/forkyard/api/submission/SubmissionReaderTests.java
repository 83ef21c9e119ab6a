package dev.forkyard.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forkyard.api.body.JsonBody;
import dev.forkyard.api.problem.InputError;
import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.service.JobsProperties;
import dev.forkyard.job.service.SharedProperties;
import dev.forkyard.job.shared.SharedContents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SubmissionReaderTests {

    private final JobsProperties settings = new Binder(new MapConfigurationPropertySource(Map.of(
                    "forkyard.jobs.max-labels", 2,
                    "forkyard.jobs.timeout", "6h",
                    "forkyard.jobs.task-timeout", "1h",
                    "forkyard.jobs.queue-timeout", "2h",
                    "forkyard.jobs.max-timeout", "3d",
                    "forkyard.jobs.max-attempts", 4,
                    "forkyard.jobs.max-max-attempts", 7)))
            .bind("forkyard.jobs", JobsProperties.class)
            .get();
    private final SubmissionReader reader = new SubmissionReader(
            settings,
            new Binder(new MapConfigurationPropertySource(Map.of(
                            "forkyard.shared.max-counters", 2,
                            "forkyard.shared.max-queues", 3,
                            "forkyard.shared.max-capacity", 5,
                            "forkyard.shared.capacity", 4,
                            "forkyard.shared.max-value-length", 12,
                            "forkyard.shared.max-length", 20)))
                    .bind("forkyard.shared", SharedProperties.class)
                    .get());

    @Test
    void everythingGivenIsTaken() {
        assertThat(read("""
                        {"type": "t", "params": {"a": [1, 2.50]}, "name": "π 🌍", "labels": {"a/b": "", "c": "d:e"},
                         "priority": 9, "parallelism": 1024, "timeout": "3d", "taskTimeout": "PT1M30S",
                         "queueTimeout": "1ms", "maxAttempts": 7, "retryOn": ["OUT_OF_MEMORY", "TASK_ERROR", "TIMEOUT"],
                         "onTaskFailure": "CONTINUE", "isolation": "FRESH"}"""))
                .isEqualTo(new JobSpec(
                        "t",
                        "{\"a\":[1,2.50]}",
                        "π 🌍",
                        Map.of("a/b", "", "c", "d:e"),
                        9,
                        1024,
                        OnTaskFailure.CONTINUE,
                        new Deadlines(Duration.ofDays(3), Duration.ofSeconds(90), Duration.ofMillis(1)),
                        new Retry(7, Retry.CHOICES),
                        Isolation.FRESH,
                        ""));
    }

    @Test
    void absentFieldsHaveDefaults() {
        assertThat(read("{\"type\":\"t\",\"params\":{}}"))
                .isEqualTo(new JobSpec(
                        "t",
                        "{}",
                        null,
                        Map.of(),
                        5,
                        null,
                        OnTaskFailure.FAIL_FAST,
                        new Deadlines(Duration.ofHours(6), Duration.ofHours(1), Duration.ofHours(2)),
                        new Retry(4, Set.of()),
                        Isolation.POOLED,
                        ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "timeout": "0s"               | /timeout      | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S".
                    "timeout": "73h"              | /timeout      | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S".
                    "timeout": "soon"             | /timeout      | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S".
                    "timeout": 30                 | /timeout      | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S", not a number.
                    "taskTimeout": null           | /taskTimeout  | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S", not null.
                    "queueTimeout": "-1s"         | /queueTimeout | Must be a duration above 0 and of at most 3d, as a string such as "500ms", "30s", "5m", "2h", "1d" or "PT30S".
                    "maxAttempts": 0              | /maxAttempts  | Must be an integer from 1 to 7.
                    "maxAttempts": 8              | /maxAttempts  | Must be an integer from 1 to 7.
                    "maxAttempts": "3"            | /maxAttempts  | Must be an integer from 1 to 7, not a string.
                    "maxAttempts": null           | /maxAttempts  | Must be an integer from 1 to 7, not null.
                    "retryOn": "TIMEOUT"          | /retryOn      | Must be an array with any of TASK_ERROR, TIMEOUT, OUT_OF_MEMORY, not a string.
                    "retryOn": null               | /retryOn      | Must be an array with any of TASK_ERROR, TIMEOUT, OUT_OF_MEMORY, not null.
                    "retryOn": ["WORKER_LOST"]    | /retryOn/0    | Must be left out: a task that ends with WORKER_LOST is always tried again.
                    "retryOn": ["START_FAILED"]   | /retryOn/0    | Must be left out: a task that ends with START_FAILED is always tried again.
                    "retryOn": ["SERVER_LOST"]    | /retryOn/0    | Must be left out: a task that ends with SERVER_LOST is always tried again.
                    "retryOn": ["TIMEOUT", "TIMEOUT"] | /retryOn/1 | Must be left out: TIMEOUT is named before.
                    "retryOn": ["QUEUE_TIMEOUT"]  | /retryOn/0    | Must be one of TASK_ERROR, TIMEOUT, OUT_OF_MEMORY.
                    "retryOn": ["timeout"]        | /retryOn/0    | Must be one of TASK_ERROR, TIMEOUT, OUT_OF_MEMORY.
                    "retryOn": [null]             | /retryOn/0    | Must be one of TASK_ERROR, TIMEOUT, OUT_OF_MEMORY.
                    "isolation": "fresh"          | /isolation    | Must be "POOLED" or "FRESH".
                    "isolation": null             | /isolation    | Must be "POOLED" or "FRESH".
                    "counters": {"a": 1, "b": 2, "c": 3} | /counters      | Must name at most 2, not 3.
                    "counters": {"a": 9223372036854775808} | /counters/a  | Must be an integer of at most 64 bits.
                    "counters": {"": 1}           | /counters/    | The name must be 1 to 63 letters, digits, dots, hyphens and underscores, a letter or digit first.
                    "counters": null              | /counters     | Must be an object of integers, not null.
                    "queues": {"a": [1,2,3,4,5]}  | /queues/a     | Must have at most 4 values, the queue's capacity, not 5.
                    "queues": {"a": ["12345678901"]} | /queues/a/0 | Must have at most 12 characters of JSON, not 13.
                    "queues": {"a": [12345678901, 12345678901]} | /queues | Must hold at most 20 characters of JSON together, not 22.
                    "queues": {"a": {"capacity": 6}} | /queues/a/capacity | Must be an integer from 1 to 5.
                    "queues": {"a": {"items": {}}} | /queues/a/items | Must be an array, not an object.
                    """)
    void wrongOptionIsToldWithWhatWouldBeRight(String field, String pointer, String message) {
        assertThat(errors("{\"type\":\"t\",\"params\":{},%s}".formatted(field)))
                .containsExactly(new InputError(pointer, message));
    }

    @Test
    void whatTasksFindToShareIsTakenAsItIs() {
        SharedContents contents = submission("""
                        {"type": "t", "params": {}, "counters": {"n": -5},
                         "queues": {"q": [1.50, {"a": []}], "r": {"capacity": 5}, "s": {"items": ["x"]}}}""").toContents();

        assertThat(contents)
                .isEqualTo(SharedContents.submitted(
                        Map.of("n", -5L),
                        List.of(
                                SharedContents.Queue.of("q", 4, List.of("1.50", "{\"a\":[]}")),
                                SharedContents.Queue.of("r", 5, List.of()),
                                SharedContents.Queue.of("s", 4, List.of("\"x\"")))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(errors("""
                        {"typ": "t", "timeout": 1, "taskTimeout": "1y", "queueTimeout": "", "maxAttempts": 1.5,
                         "retryOn": ["POISONED", "TIMEOUT", 5], "isolation": true}"""))
                .extracting(InputError::pointer)
                .containsExactly(
                        "/typ",
                        "/type",
                        "/params",
                        "/timeout",
                        "/taskTimeout",
                        "/queueTimeout",
                        "/maxAttempts",
                        "/retryOn/0",
                        "/retryOn/2",
                        "/isolation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890",
                "0.1234567890123456789012345678901234567890",
                "1.10",
                "1.0E+400",
                "\"\\u0000\"",
                "{\"b\":1,\"a\":2}"
            })
    void paramsKeepTheirValuesExactly(String value) {
        String params = "{\"a\":" + value + "}";

        assertThat(read("{\"type\":\"t\",\"params\":" + params + "}").params()).isEqualTo(params);
    }

    @Test
    void lengthsCountCharactersNotTheirHalves() {
        String earths = "🌍".repeat(200);

        assertThat(read("{\"type\":\"t\",\"params\":{},\"name\":\"" + earths + "\"}")
                        .name())
                .isEqualTo(earths);
    }

    @Test
    void labelsBeyondTheLimitAreRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"t\",\"params\":{},\"labels\":{\"a\":\"\",\"b\":\"\",\"c\":\"\"}}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("INVALID_SUBMISSION");
    }

    private JobSpec read(String json) {
        Submission submission = submission(json);
        return submission.toSpec(JsonBody.text(submission.params()));
    }

    private Submission submission(String json) {
        return reader.read(JsonBody.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private List<InputError> errors(String json) {
        return catchThrowableOfType(ProblemException.class, () -> read(json)).errors();
    }
}
