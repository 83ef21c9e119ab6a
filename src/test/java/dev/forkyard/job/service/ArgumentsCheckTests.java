package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.FunctionDescription.Kind;
import dev.forkyard.engine.FunctionDescription.Parameter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ArgumentsCheckTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EACH =
            "{\"properties\":{\"f\":{\"type\":\"string\"},\"l\":{\"type\":\"array\",\"argumentOf\":\"f\"}}}";
    private static final String LISTS =
            "{\"properties\":{\"l\":{\"type\":\"array\",\"items\":{\"type\":\"array\",\"argumentsOf\":\"f\"}}}}";
    private static final String CALLS = "{\"properties\":{\"calls\":{\"type\":\"array\",\"items\":{\"properties\":"
            + "{\"f\":{},\"a\":{\"type\":\"array\",\"argumentsOf\":\"f\"}}}}}}";

    private static final Parameter HALF =
            new Parameter("p", Kind.NUMBER, "P.", new BigDecimal("0.5"), BigDecimal.valueOf(7));

    private final ArgumentsCheck check = new ArgumentsCheck(List.of(
            function("integer", Kind.INTEGER),
            function("number", Kind.NUMBER),
            function("string", Kind.STRING),
            function("boolean", Kind.BOOLEAN),
            function("any", Kind.ANY),
            new FunctionDescription("half", "F.", List.of(HALF), "[]"),
            function("two", Kind.INTEGER, Kind.STRING)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            integer | 1, -2, 1e2, 1.5, "1", true, [], {}, null | 2 3 4 5 6 7 8
            number  | 1, 1.5, "1", null                        | 2 3
            string  | "", 1, null                              | 1 2
            boolean | true, false, 0, "true"                   | 2 3
            any     | 1, "1", [null], {}, false, null          | 5
            half    | 0.5, 0.49, 7, 7.0, 7.1, -1e99            | 1 4 5
            """)
    void argumentsAreOfTheKindThatTheFunctionTakes(String function, String items, String wrong) {
        assertThat(pointers(EACH, "{\"f\":\"%s\",\"l\":[%s]}".formatted(function, items)))
                .isEqualTo(Arrays.stream(wrong.split(" "))
                        .map(each -> "/l/" + each)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void argumentsAreAsManyAsTheFunctionTakes() {
        assertThat(pointers(LISTS, "{\"f\":\"two\",\"l\":[[1,\"a\"],[1],[],[1,\"a\",2],[\"a\",1]]}"))
                .isEqualTo("/l/1 /l/2 /l/3 /l/4/0 /l/4/1");
        assertThat(pointers(EACH, "{\"f\":\"two\",\"l\":[1]}")).isEqualTo("/f");
    }

    @Test
    void functionIsThatOfTheObjectAround() {
        assertThat(pointers(
                        CALLS,
                        "{\"calls\":[{\"f\":\"any\",\"a\":[1]},{\"f\":\"x\",\"a\":[1]},{\"f\":\"two\",\"a\":[]}]}"))
                .isEqualTo("/calls/1/f /calls/2/a");
    }

    @Test
    void unknownFunctionIsToldWhatThereIs() {
        assertThat(check.violations(JSON.readTree("{\"f\":\"no\",\"l\":[1]}"), JSON.readTree(EACH), new HashSet<>())
                        .get(0)
                        .message())
                .isEqualTo("must be one of any, boolean, half, integer, number, string, two.");
    }

    @Test
    void notEveryOneOfAMillionMistakesIsTold() {
        String items = "null,".repeat(999) + "null";
        assertThat(check.violations(
                        JSON.readTree("{\"f\":\"any\",\"l\":[%s]}".formatted(items)),
                        JSON.readTree(EACH),
                        new HashSet<>()))
                .hasSize(20);
    }

    private String pointers(String schema, String params) {
        return check.violations(JSON.readTree(params), JSON.readTree(schema), new HashSet<>()).stream()
                .map(each -> each.pointer())
                .collect(Collectors.joining(" "));
    }

    private static FunctionDescription function(String name, Kind... kinds) {
        List<Parameter> parameters = Arrays.stream(kinds)
                .map(kind -> new Parameter("p", kind, "P.", null, null))
                .toList();
        return new FunctionDescription(name, "F.", parameters, "[]");
    }
}
