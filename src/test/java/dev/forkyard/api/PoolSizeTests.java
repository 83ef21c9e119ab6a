package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forkyard.api.body.JsonBody;
import dev.forkyard.api.problem.InputError;
import dev.forkyard.api.problem.ProblemCode;
import dev.forkyard.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolSizeTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1024})
    void sizeWithinTheLimitsIsTaken(int size) {
        assertThat(read("{\"size\":%d}".formatted(size)).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                     | /size  | Is required: how many workers the pool is to have.
                    {"size": 0}            | /size  | Must be an integer from 1 to 1024.
                    {"size": 1025}         | /size  | Must be an integer from 1 to 1024.
                    {"size": -1}           | /size  | Must be an integer from 1 to 1024.
                    {"size": 2.5}          | /size  | Must be an integer from 1 to 1024.
                    {"size": 2e0}          | /size  | Must be an integer from 1 to 1024.
                    {"size": 99999999999}  | /size  | Must be an integer from 1 to 1024.
                    {"size": "2"}          | /size  | Must be an integer from 1 to 1024, not a string.
                    {"size": null}         | /size  | Must be an integer from 1 to 1024, not null.
                    {"size": 2, "idle": 1} | /idle  | There is no field 'idle'; there are: size.
                    []                     | ``     | Must be a JSON object with the field size, not an array.
                    2                      | ``     | Must be a JSON object with the field size, not a number.
                    """)
    void anythingElseIsToldWithWhatWouldBeRight(String body, String pointer, String message) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(body));

        assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_POOL);
        assertThat(refused.errors()).containsExactly(new InputError(pointer, message));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> read("{\"Size\":2,\"pin\":true}"))
                        .errors())
                .extracting(InputError::pointer)
                .containsExactly("/Size", "/pin", "/size");
    }

    private static PoolSize read(String json) {
        return PoolSize.of(JsonBody.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
