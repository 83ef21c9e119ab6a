package dev.forkyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.api.answer.LimitAnswer;
import dev.forkyard.engine.JobTypeDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamLimitsTests {

    @Test
    void limitsAreFoundAtEveryDepth() {
        String schema = """
                {"type":"object","properties":{
                  "free":{"type":"string","description":"No limit."},
                  "count":{"type":"integer","minimum":1,"maximum":9000000000000000000,"default":5,"description":"How many."},
                  "name":{"type":"string","maxLength":10,"default":"x","description":"A name."},
                  "matrix":{"type":"array","maxItems":3,"description":"Rows.",
                    "items":{"type":"array","minItems":1,"items":{"type":"number","maximum":0.5}}},
                  "map":{"type":"object","additionalProperties":{"type":"integer","maximum":7},"description":"By key."},
                  "inner":{"type":"object","additionalProperties":false,
                    "properties":{"a":{"type":"integer","minimum":0,"description":"Within."}}}}}""";

        assertThat(ParamLimits.of(new JobTypeDescription("t", "", schema, List.of(), Map.of())))
                .extracting(
                        LimitAnswer::name,
                        LimitAnswer::description,
                        LimitAnswer::unit,
                        limit -> text(limit.defaultValue()),
                        limit -> text(limit.minimum()),
                        limit -> text(limit.maximum()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "t.count", "How many.", "value", "5", "1", "9000000000000000000"),
                        org.assertj.core.groups.Tuple.tuple("t.name", "A name.", "characters", "", "", "10"),
                        org.assertj.core.groups.Tuple.tuple("t.matrix", "Rows.", "items", "", "", "3"),
                        org.assertj.core.groups.Tuple.tuple("t.matrix[]", "Rows.", "items", "", "1", ""),
                        org.assertj.core.groups.Tuple.tuple("t.matrix[][]", "Rows.", "value", "", "", "0.5"),
                        org.assertj.core.groups.Tuple.tuple("t.map.*", "By key.", "value", "", "", "7"),
                        org.assertj.core.groups.Tuple.tuple("t.inner.a", "Within.", "value", "", "0", ""));
    }

    private static String text(Number number) {
        return number == null ? "" : number.toString();
    }
}
