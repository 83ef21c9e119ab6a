package dev.forkyard.catalog.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussKronrodTests {

    /** A wrong digit in a node or a weight would show. */
    @Test
    void rulesAreExactForPolynomialsUpToTheirDegrees() {
        for (int degree = 0; degree <= 22; degree++) {
            int power = degree;
            Panel panel = GaussKronrod.apply(x -> StrictMath.pow(x, power), 0, 1);

            assertThat(panel.value()).isCloseTo(1.0 / (degree + 1), within(1e-15));
            if (degree <= 13) {
                assertThat(panel.difference()).isLessThan(1e-15);
            } else {
                assertThat(panel.difference()).isGreaterThan(panel.rounding());
            }
        }
        assertThat(GaussKronrod.apply(x -> StrictMath.pow(x, 24), -1, 1).value())
                .isNotCloseTo(2.0 / 25, within(1e-12));
    }

    @Test
    void turnedIntervalTurnsTheSignAndNoError() {
        Panel panel = GaussKronrod.apply(StrictMath::exp, 1, 3);
        Panel turned = GaussKronrod.apply(StrictMath::exp, 3, 1);

        assertThat(turned.value()).isCloseTo(-panel.value(), within(1e-13));
        assertThat(turned.rounding()).isPositive();
        assertThat(turned.isDivisible()).isEqualTo(panel.isDivisible());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, -1e300})
    void panelWhosePointsFallTogetherIsIndivisible(double from) {
        assertThat(new Panel(from, from + 250 * Math.ulp(from), 1, 1, 0).isDivisible())
                .isFalse();
        assertThat(new Panel(from, from + 260 * Math.ulp(from), 1, 1, 0).isDivisible())
                .isTrue();
        assertThat(new Panel(from, from + 260 * Math.ulp(from), 1, 1, 1).isDivisible())
                .isFalse();
    }

    /** Both rules see the same value at all points, and so no difference. */
    @Test
    void nothingIsTakenForKnownWherePointsFallTogether() {
        Panel panel = GaussKronrod.apply(x -> 1e16, 0.3, Math.nextUp(0.3));

        assertThat(panel.difference()).isLessThan(1e-9);
        assertThat(panel.error()).isEqualTo(Math.abs(panel.value())).isGreaterThan(0.5);
    }

    /** The function changes by 3.8 on the way, and each point may be a unit of 2.2e-16 away from where it should be. */
    @Test
    void roundingOfThePointsIsBoundedByTheVariation() {
        Panel panel = GaussKronrod.apply(x -> StrictMath.sin(1e12 * x), 1, 1 + 1e-12);
        double variation = panel.rounding() / Math.ulp(1.0);

        assertThat(variation).isBetween(0.5, 1.0);
    }

    @Test
    void integralThatNoDoubleHoldsIsRefused() {
        assertThatThrownBy(() -> GaussKronrod.apply(x -> 1e308, -1e15, 1e15))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("too large");
    }
}
