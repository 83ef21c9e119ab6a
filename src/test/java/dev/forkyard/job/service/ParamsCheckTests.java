package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.JobException.InvalidParams;
import dev.forkyard.job.service.JobException.InvalidParams.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class ParamsCheckTests {

    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "list": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 1000000},
                       "minItems": 1, "maxItems": 3},
              "word": {"type": "string", "enum": ["one", "two"], "default": "two"},
              "text": {"type": "string", "maxLength": 3},
              "letters": {"type": "string", "minLength": 2, "pattern": "^[a-z]*$"},
              "big": {"type": "integer"},
              "real": {"type": "number", "minimum": -5, "maximum": 10},
              "positive": {"type": "number", "exclusiveMinimum": 0},
              "inner": {"type": "object", "properties": {"from": {"type": "integer", "minimum": 0}},
                        "required": ["from"], "additionalProperties": false},
              "map": {"type": "object", "additionalProperties": {"type": "integer"}},
              "names": {"type": "array", "items": {"type": "string", "pattern": "^\\\\P{Cc}+$"}, "sizeOf": "list"},
              "any": {},
              "flag": {"type": "boolean", "default": false}
            }, "required": ["list"], "additionalProperties": false}
            """;

    private final ParamsCheck check = check(SCHEMA);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                              | /list        | is missing, but required.
            null                            |              | must be an object, but is null.
            []                              |              | must be an object, but is a list.
            7                               |              | must be an object, but is an integer.
            {"list":5}                      | /list        | must be a list, but is an integer.
            {"list":null}                   | /list        | must be a list, but is null.
            {"list":{"a":1}}                | /list        | must be a list, but is an object.
            {"list":[]}                     | /list        | must have at least 1 item, but has 0.
            {"list":[1,2,3,4]}              | /list        | must have at most 3 items, but has 4.
            {"list":["10"]}                 | /list/0      | must be an integer, but is a string.
            {"list":[null]}                 | /list/0      | must be an integer, but is null.
            {"list":[true]}                 | /list/0      | must be an integer, but is a boolean.
            {"list":[1,0]}                  | /list/1      | must be at least 1, but is 0.
            {"list":[-5]}                   | /list/0      | must be at least 1, but is -5.
            {"list":[1000001]}              | /list/0      | must be at most 1000000, but is 1000001.
            {"list":[1],"word":"three"}     | /word        | must be one of one, two.
            {"list":[1],"word":5}           | /word        | must be a string, but is an integer.
            {"list":[1],"text":"abcd"}      | /text        | must have at most 3 characters.
            {"list":[1],"names":["a","b"]}  | /names       | must have as many items as list, which has 1, but has 2.
            {"list":[1],"names":[""]}       | /names/0     | must be a line: at least one character, and no control characters.
            {"list":[1],"names":["a\\nb"]}  | /names/0     | must be a line: at least one character, and no control characters.
            {"list":[1],"letters":"a"}      | /letters     | must have at least 2 characters.
            {"list":[1],"letters":"a1"}     | /letters     | must match the pattern ^[a-z]*$.
            {"list":[1],"positive":0.0}     | /positive    | must be more than 0, but is 0.0.
            {"list":[1],"real":"1"}         | /real        | must be a number, but is a string.
            {"list":[1],"real":1e999999999} | /real        | must be at most 10, but is 1E+999999999.
            {"list":[1],"flag":1}           | /flag        | must be a boolean, but is an integer.
            {"list":[1],"inner":{}}         | /inner/from  | is missing, but required.
            {"list":[1],"inner":{"from":0,"x":1}} | /inner/x | is not known; there are from.
            {"list":[1],"map":{"k":"v"}}    | /map/k       | must be an integer, but is a string.
            {"list":[1],"map":{"a/b~c":"v"}} | /map/a~1b~0c | must be an integer, but is a string.
            {"list":[1],"x":1}              | /x           | is not known; there are any, big, flag, inner, letters, list, map, names, positive, real, text, word.
            {"list":[1],"a/b~c":1}          | /a~1b~0c     | is not known; there are any, big, flag, inner, letters, list, map, names, positive, real, text, word.
            """)
    void eachKindOfMistakeIsToldWithItsPlaceAndWhatWouldBeRight(String params, String pointer, String message) {
        assertThat(violations(params)).containsExactly(new Violation(pointer == null ? "" : pointer, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.5", "10.0", "1e3", "0.0", "1e999999999", "-1e999999999", "1e-999999999", "1.5e0"})
    void integerMustBeWrittenAsOneHoweverHugeTheNumber(String number) {
        String message = "must be an integer, but is a number with a fraction or exponent.";

        assertThat(violations("{\"list\":[" + number + "],\"big\":" + number + ",\"map\":{\"k\":" + number
                        + "},\"inner\":{\"from\":" + number + "}}"))
                .containsExactlyInAnyOrder(
                        new Violation("/list/0", message),
                        new Violation("/big", message),
                        new Violation("/map/k", message),
                        new Violation("/inner/from", message));
    }

    @Test
    void textThatTakesTooLongToMatchIsRefused() {
        ParamsCheck slow = check(
                "{\"type\":\"object\",\"properties\":{\"t\":{\"type\":\"string\",\"pattern\":\"^(a+)+\\\\1b$\"}}}");
        assertThat(slow.complete("{\"t\":\"aaab\"}", new HashSet<>())).isEqualTo("{\"t\":\"aaab\"}");
        assertThat(catchThrowableOfType(
                                InvalidParams.class,
                                () -> slow.complete("{\"t\":\"" + "a".repeat(60) + "\"}", new HashSet<>()))
                        .violations())
                .containsExactly(
                        new Violation("/t", "cannot be held against the pattern ^(a+)+\\1b$, as that takes too long."));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(violations("{\"list\":[0,\"1\",2.5],\"flag\":\"no\",\"x\":1}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/list/0", "/list/1", "/list/2", "/flag", "/x");
    }

    @Test
    void longValueIsCutInTheMessage() {
        assertThat(violations("{\"list\":[" + "9".repeat(900) + "]}"))
                .containsExactly(new Violation("/list/0", "must be at most 1000000, but is " + "9".repeat(40) + "…."));
    }

    @Test
    void defaultsAreFilledInWhereNothingWasSaid() {
        assertThat(check.complete("{\"list\":[1]}", new HashSet<>()))
                .isEqualTo("{\"list\":[1],\"word\":\"two\",\"flag\":false}");
        assertThat(check.complete("{\"flag\":true,\"word\":\"one\",\"list\":[2]}", new HashSet<>()))
                .isEqualTo("{\"flag\":true,\"word\":\"one\",\"list\":[2]}");
    }

    @Test
    void numbersKeepEachOfTheirDigits() {
        String big = "123456789".repeat(100);
        String real = "0.1000000000000000055511151231257827021181583404541015625";

        assertThat(check.complete("{\"list\":[1],\"big\":%s,\"real\":%s}".formatted(big, real), new HashSet<>()))
                .startsWith("{\"list\":[1],\"big\":%s,\"real\":%s,".formatted(big, real));
        assertThat(check.complete("{\"list\":[1],\"any\":[1.0,{\"x\":2.50}]}", new HashSet<>()))
                .contains("\"any\":[1.0,{\"x\":2.50}]");
    }

    @Test
    void listWhoseSumIsTooLargeIsRefused() {
        ParamsCheck summed = check("{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"array\",\"maxSum\":10,"
                + "\"items\":{\"type\":\"integer\"}}}}");

        assertThat(summed.complete("{\"l\":[4,6]}", new HashSet<>())).isEqualTo("{\"l\":[4,6]}");
        assertThat(summed.complete("{}", new HashSet<>())).isEqualTo("{}");
        assertThat(catchThrowableOfType(InvalidParams.class, () -> summed.complete("{\"l\":[5,6]}", new HashSet<>()))
                        .violations())
                .containsExactly(new Violation("/l", "must sum to at most 10, but sums to 11."));
    }

    @Test
    void defaultsOfOneSubmissionDoNotLeakIntoTheNext() {
        ParamsCheck listed = check("{\"type\":\"object\",\"properties\":{\"l\":{\"type\":\"array\",\"default\":[1]}}}");

        assertThat(listed.complete("{}", new HashSet<>())).isEqualTo("{\"l\":[1]}");
        assertThat(listed.complete("{}", new HashSet<>())).isEqualTo("{\"l\":[1]}");
    }

    private static ParamsCheck check(String schema) {
        return new ParamsCheck(
                new JobTypeDescription("sums", "Sums.", schema, List.of(), Map.of()), new ArgumentsCheck(List.of()));
    }

    private List<Violation> violations(String params) {
        InvalidParams refused =
                catchThrowableOfType(InvalidParams.class, () -> check.complete(params, new HashSet<>()));
        assertThat(refused).as(params).isNotNull().hasMessage("The params do not fit the job type 'sums'.");
        return refused.violations();
    }
}
