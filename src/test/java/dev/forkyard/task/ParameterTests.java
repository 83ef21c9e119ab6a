package dev.forkyard.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ParameterTests {

    @Test
    void numberHasTheRangeThatItWasGiven() {
        Parameter parameter =
                Parameter.number("seconds", "How long.").atLeast(0).atMost(60);

        assertThat(parameter.min()).isEqualTo(BigDecimal.ZERO);
        assertThat(parameter.max()).isEqualTo(BigDecimal.valueOf(60));
        assertThat(Parameter.integer("n", "Any.").atMost(1).min()).isNull();
    }

    @Test
    void onlyNumbersHaveARange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.string("text", "Some.").atLeast(1))
                .withMessageContaining("'text' is no number");
    }

    @Test
    void rangeHoldsSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameter.integer("n", "None.").atLeast(2).atMost(1))
                .withMessageContaining("from 2 to 1");
    }
}
