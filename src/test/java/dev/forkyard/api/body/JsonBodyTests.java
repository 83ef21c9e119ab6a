package dev.forkyard.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.api.problem.InputError;
import dev.forkyard.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonBodyTests {

    @Test
    void byteOrderMarkIsNoError() {
        assertThat(read("\uFEFF{\"a\":1}").path("a").asInt()).isEqualTo(1);
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

    @ParameterizedTest
    @ValueSource(strings = {"1e1000", "1e-1002", "-1e99999"})
    void numberThatWouldBeHugeIsRefused(String number) {
        assertThatThrownBy(() -> read("{\"a\":[%s]}".formatted(number)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("JSON_LIMIT_EXCEEDED");
    }

    @Test
    void hugeNumberIsToldWithItsPlace() {
        assertThatThrownBy(() -> read("{\"a\":[1,{\"b/c\":1e1000}]}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .containsExactly(new InputError(
                                        "/a/1/b~1c", "Its absolute value must lie between 1e-1000 and 1e1000.")));
    }

    @Test
    void integerMayHaveManyDigits() {
        String digits = "7".repeat(JsonLimits.NUMBER_LENGTH);

        assertThat(JsonBody.text(read("{\"a\":[-1,%s]}".formatted(digits))))
                .isEqualTo("{\"a\":[-1,%s]}".formatted(digits));
        assertThatThrownBy(() -> read("{\"a\":\n%s0}".formatted(digits)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("JSON_LIMIT_EXCEEDED");
    }

    private static JsonNode read(String json) {
        return JsonBody.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
