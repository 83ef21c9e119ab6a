package dev.forkyard.catalog.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x                        | 3
            -x^2                     | -9
            2^-x                     | 0.125
            2^x^2                    | 512
            -2^-x^2                  | -0.001953125
            1 - x - 2                | -4
            12 / x / 2               | 2
            1 + 2*x                  | 7
            2 * -x                   | -6
            x - -x                   | 6
            --x                      | 3
            +x                       | 3
            (x + 1) * (x - 1)        | 8
            .5e1 * 2.5E-1            | 1.25
            max(x, 7) + min(x, 7)    | 10
            pow(x, 3)                | 27
            abs(-x)                  | 3
            sqrt(x + 1)              | 2
            cbrt(9 * x)              | 3
            floor(x/2) + ceil(x/2)   | 3
            sign(-x)                 | -1
            log10(1000)              | 3
            """)
    void valuesAreThoseOfMathematics(String expression, double at3) {
        assertThat(Formula.parse(expression).applyAsDouble(3)).isEqualTo(at3);
    }

    @Test
    void anglesAreInRadiansAndLogarithmsNatural() {
        assertThat(Formula.parse("sin(x) + cos(x) + tan(x)").applyAsDouble(1))
                .isEqualTo(StrictMath.sin(1) + StrictMath.cos(1) + StrictMath.tan(1));
        assertThat(Formula.parse("asin(x) + acos(x) + atan(x)").applyAsDouble(0.3))
                .isEqualTo(StrictMath.asin(0.3) + StrictMath.acos(0.3) + StrictMath.atan(0.3));
        assertThat(Formula.parse("ln(x) + log(x) + exp(x)").applyAsDouble(2))
                .isEqualTo(2 * StrictMath.log(2) + StrictMath.exp(2));
        assertThat(Formula.parse("sinh(x) + cosh(x) + tanh(x)").applyAsDouble(2))
                .isEqualTo(StrictMath.sinh(2) + StrictMath.cosh(2) + StrictMath.tanh(2));
        assertThat(Formula.parse("pi * e").applyAsDouble(0)).isEqualTo(Math.PI * Math.E);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            sin(x              | 6
            (x                 | 3
            x)                 | 2
            x +                | 4
            * x                | 1
            x * / 2            | 5
            x x                | 3
            2x                 | 2
            2(x)               | 2
            (x)(x)             | 4
            x 2                | 3
            sin x              | 5
            sin                | 1
            sin()              | 1
            1 + random()       | 5
            sin(()             | 7
            ()                 | 2
            sin(x, x)          | 1
            max(x)             | 1
            max(x,,2)          | 7
            max(,x)            | 5
            max(x,)            | 7
            max((x,2))         | 7
            x, 2               | 2
            2*y                | 3
            1 + foo(x)         | 5
            X                  | 1
            1.2.3              | 1
            1e999 + x          | 1
            1e + x             | 1
            0x10               | 1
            "x"                | 1
            tan(x)(x)          | 7
            x ! 2              | 3
            x > 2              | 3
            x[1]               | 2
            x.y                | 2
            x = 2              | 3
            # x                | 1
            x 😀               | 3
            ٣ + x              | 1
            """)
    void mistakesAreToldWithTheirPosition(String expression, int position) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse(expression))
                .withMessageStartingWith("'expression' makes no sense at position %d: ", position)
                .withMessageEndingWith(".");
    }

    @Test
    void blankIsNoExpression() {
        assertThatIllegalArgumentException().isThrownBy(() -> Formula.parse("  "));
    }

    @Test
    void unknownNamesAreToldWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse("foo(x)"))
                .withMessageContaining("foo")
                .withMessageContaining("abs, acos, asin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Formula.parse("2 * sin"))
                .withMessageContaining("in parentheses");
    }

    @Test
    void deepNestingIsNoTrouble() {
        assertThat(Formula.parse("(".repeat(499) + "x" + ")".repeat(499)).applyAsDouble(2))
                .isEqualTo(2);
        assertThat(Formula.parse("-".repeat(998) + "x").applyAsDouble(2)).isEqualTo(2);
        assertThat(Formula.parse("x^".repeat(499) + "x").applyAsDouble(1)).isEqualTo(1);
    }

    @Test
    void whatIsNoFiniteNumberIsToldWithItsPlace() {
        assertThatThrownBy(() -> Formula.parse("sqrt(x)").applyAsDouble(-2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("The expression sqrt(x) is not a number at x = -2.0.");
        assertThatThrownBy(() -> Formula.parse("1/x").applyAsDouble(0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("The expression 1/x is infinite or too large at x = 0.0.");
    }
}
