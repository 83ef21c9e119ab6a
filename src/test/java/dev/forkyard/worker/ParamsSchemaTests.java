package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forkyard.task.Param;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParamsSchemaTests {

    enum Colour {
        RED,
        LIGHT_BLUE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    record Point(@Param(description = "Across.") double x, Optional<Double> y) {}

    record Numbers(
            int plainInt,

            @Param(description = "Bounded.", min = 1, max = 10)
            int boundedInt,

            Integer boxedInt,
            long plainLong,
            @Param(description = "At least one.", min = 1) Long boxedLong,
            @Param(description = "Below zero.", max = -1) BigInteger integer,
            double plainDouble,
            @Param(description = "Not negative.", min = 0) Double boxedDouble,

            @Param(description = "More than zero.", above = 0)
            double positive,

            BigDecimal decimal) {}

    record Others(
            boolean flag,
            Boolean boxedFlag,

            @Param(description = "A name.", maxLength = 8, line = true)
            String text,

            @Param(description = "Letters.", minLength = 2, maxLength = 1000, pattern = "^[a-z]*$")
            String letters,

            String freeText,
            Colour colour,
            Point point,
            Object anything) {}

    record Collections(
            @Param(description = "Sizes.", min = 1, max = 9, minItems = 2, maxItems = 3, maxSum = 20)
            List<Integer> sizes,

            @Param(description = "Names.", maxLength = 5, sizeOf = "sizes")
            Set<String> names,

            List<List<Point>> nested,
            @Param(description = "By name.", max = 7) Map<String, Long> map,
            Map<String, Object> free) {}

    record Optionals(
            Optional<String> absent,
            @Param(description = "Limited.", min = 3) Optional<Integer> limited,

            @Param(description = "Text.", defaultValue = "7")
            String text,

            @Param(description = "Number.", defaultValue = "7")
            int number,

            @Param(description = "Colour.", defaultValue = "light-blue")
            Colour colour,

            @Param(description = "List.", defaultValue = "[1,2]")
            List<Integer> list,

            @Param(description = "Any.", defaultValue = "{\"a\":[null]}")
            Object any,

            int required) {}

    record Nothing() {}

    record Unsupported(URI where) {}

    record Unmatchable(
            @Param(description = "No expression.", maxLength = 9, pattern = "(a")
            String text) {}

    record Endless(
            @Param(description = "Of any length.", pattern = "a")
            String text) {}

    record RawList(@SuppressWarnings("rawtypes") List list) {}

    record Wildcard(List<? extends Number> list) {}

    @Test
    void whatThisJvmCopesWithLimitsMoreThanWhatTheAuthorAllows() {
        JsonNode properties = new ParamsSchema(new Json())
                .of(Collections.class, Map.of("sizes", 5L))
                .path("properties");
        assertThat(properties.path("sizes").path("items").path("maximum").asInt())
                .isEqualTo(5);
        JsonNode numbers = new ParamsSchema(new Json())
                .of(Numbers.class, Map.of("boundedInt", 11L, "plainLong", 12L))
                .path("properties");
        assertThat(numbers.path("boundedInt").path("maximum").asInt()).isEqualTo(10);
        assertThat(numbers.path("plainLong").path("maximum").asInt()).isEqualTo(12);
    }

    @Test
    void numbersHaveTheirTypesLimitsOrNarrowerOnes() {
        assertProperties(Numbers.class, """
                {"plainInt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
                 "boundedInt":{"type":"integer","minimum":1,"maximum":10,"description":"Bounded."},
                 "boxedInt":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
                 "plainLong":{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807},
                 "boxedLong":{"type":"integer","minimum":1,"maximum":9223372036854775807,"description":"At least one."},
                 "integer":{"type":"integer","maximum":-1,"description":"Below zero."},
                 "plainDouble":{"type":"number"},
                 "boxedDouble":{"type":"number","minimum":0,"description":"Not negative."},
                 "positive":{"type":"number","exclusiveMinimum":0,"description":"More than zero."},
                 "decimal":{"type":"number"}}
                """);
    }

    @Test
    void otherValuesHaveTheirJsonTypes() {
        assertProperties(Others.class, """
                {"flag":{"type":"boolean"},
                 "boxedFlag":{"type":"boolean"},
                 "text":{"type":"string","maxLength":8,"pattern":"^\\\\P{Cc}+$","description":"A name."},
                 "letters":{"type":"string","minLength":2,"maxLength":1000,"pattern":"^[a-z]*$","description":"Letters."},
                 "freeText":{"type":"string"},
                 "colour":{"type":"string","enum":["red","light-blue"]},
                 "point":{"type":"object","required":["x"],"additionalProperties":false,
                          "properties":{"x":{"type":"number","description":"Across."},"y":{"type":"number"}}},
                 "anything":{}}
                """);
    }

    @Test
    void limitsOfListsAndOfTheirItemsAreToldApart() {
        assertProperties(Collections.class, """
                {"sizes":{"type":"array","minItems":2,"maxItems":3,"maxSum":20,"description":"Sizes.",
                          "items":{"type":"integer","minimum":1,"maximum":9}},
                 "names":{"type":"array","items":{"type":"string","maxLength":5},"sizeOf":"sizes","description":"Names."},
                 "nested":{"type":"array","items":{"type":"array","items":
                          {"type":"object","required":["x"],"additionalProperties":false,
                           "properties":{"x":{"type":"number","description":"Across."},"y":{"type":"number"}}}}},
                 "map":{"type":"object","description":"By name.",
                        "additionalProperties":{"type":"integer","minimum":-9223372036854775808,"maximum":7}},
                 "free":{"type":"object","additionalProperties":{}}}
                """);
    }

    @Test
    void optionalsAndThoseWithDefaultsAreNotRequired() {
        assertProperties(Optionals.class, """
                {"absent":{"type":"string"},
                 "limited":{"type":"integer","minimum":3,"maximum":2147483647,"description":"Limited."},
                 "text":{"type":"string","default":"7","description":"Text."},
                 "number":{"type":"integer","minimum":-2147483648,"maximum":2147483647,"default":7,
                           "description":"Number."},
                 "colour":{"type":"string","enum":["red","light-blue"],"default":"light-blue",
                           "description":"Colour."},
                 "list":{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
                         "default":[1,2],"description":"List."},
                 "any":{"default":{"a":[null]},"description":"Any."},
                 "required":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}
                """);
        assertThat(schema(Optionals.class).get("required")).isEqualTo(json("[\"required\"]"));
    }

    @Test
    void nothingButTheComponentsIsAllowed() {
        assertThat(schema(Nothing.class))
                .isEqualTo(
                        json("{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}"));
    }

    @Test
    void typeThatHasNoSchemaIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(Unsupported.class))
                .withMessageContaining("java.net.URI");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(RawList.class))
                .withMessageContaining("List");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(Wildcard.class))
                .withMessageContaining("?");
    }

    @Test
    void patternMustBeOneAndWhatItIsForMustBeShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(Unmatchable.class))
                .withMessage("the pattern (a is no regular expression: Unclosed group");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(Endless.class))
                .withMessage("what must match the pattern a needs a maxLength of at most 1000");
    }

    private static void assertProperties(Class<?> record, String expected) {
        assertThat(schema(record).get("properties")).isEqualTo(json(expected));
    }

    /** Through text, as the server gets it. */
    private static JsonNode schema(Class<?> record) {
        Json json = new Json();
        return json(json.write(new ParamsSchema(json).of(record)));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
