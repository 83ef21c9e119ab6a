package dev.forkyard.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.api.problem.ProblemException;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.OnTaskFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTests {

    private final SubmissionReader reader = new SubmissionReader(2);

    @Test
    void everythingGivenIsTaken() {
        assertThat(read("""
                        {"type": "t", "params": {"a": [1, 2.50]}, "name": "π 🌍", "labels": {"a/b": "", "c": "d:e"},
                         "priority": 9, "parallelism": 1024, "onTaskFailure": "CONTINUE"}"""))
                .isEqualTo(new JobSpec(
                        "t",
                        "{\"a\":[1,2.50]}",
                        "π 🌍",
                        Map.of("a/b", "", "c", "d:e"),
                        9,
                        1024,
                        OnTaskFailure.CONTINUE));
    }

    @Test
    void absentFieldsHaveDefaults() {
        assertThat(read("{\"type\":\"t\",\"params\":{}}"))
                .isEqualTo(new JobSpec("t", "{}", null, Map.of(), 5, null, OnTaskFailure.FAIL_FAST));
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
    void byteOrderMarkIsNoError() {
        assertThat(read("\uFEFF{\"type\":\"t\",\"params\":{}}").type()).isEqualTo("t");
    }

    @Test
    void labelsBeyondTheLimitAreRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"t\",\"params\":{},\"labels\":{\"a\":\"\",\"b\":\"\",\"c\":\"\"}}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("INVALID_SUBMISSION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[[", "{\"a\":1,\"a\":2}", "{} {}", "nul", "{\"a\":\"\n\"}", "{\"a\":+1}", "//\n{}", "\u0000"})
    void malformedJsonIsToldWithoutTheParsersOwnNames(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("MALFORMED_JSON")
                .hasMessageContaining(" at line ")
                .hasMessageNotContainingAny("`", "Feature", "Source", "Exception", "ObjectNode");
    }

    private JobSpec read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8)).toSpec();
    }
}
