package dev.forkyard.catalog.mandelbrot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "-1, 0, true",
        "-2, 0, true",
        "0.25, 0, true",
        "0, 1, true",
        "-0.1225611669, 0.7448617666, true",
        "0.26, 0, false",
        "-2.001, 0, false",
        "0, 1.01, false",
        "1, 1, false",
        "-0.75, 0.05, false"
    })
    void pointsOfTheSetAreThoseThatDoNotEscape(double re, double im, boolean inside) {
        assertThat(new View(re, im, 1e-9, 1, 1, 10_000).colour(0, 0) == Palette.INSIDE)
                .isEqualTo(inside);
    }

    /** A shortcut that were too large would colour points black that escape. */
    @Test
    void shortcutsAreRightAtTheirBorders() {
        for (double angle = 0.01; angle < 2 * Math.PI; angle += 0.05) {
            double re = Math.cos(angle) / 2 - Math.cos(2 * angle) / 4;
            double im = Math.sin(angle) / 2 - Math.sin(2 * angle) / 4;
            assertThat(isInside(0.25 + (re - 0.25) * 0.999, im * 0.999)).isTrue();
            assertThat(isInside(-1 + Math.cos(angle) * 0.2499, Math.sin(angle) * 0.2499))
                    .isTrue();
        }
        assertThat(isInside(0.2501, 0)).isFalse();
        assertThat(isInside(0.5, 0.5)).isFalse();
        assertThat(isInside(-1, 0.35)).isFalse();
    }

    @Test
    void pixelsAreTheMiddlesAroundTheCentreAndImaginaryPartsGrowUpwards() {
        View view = new View(0.6, 0.4, 0.5, 3, 3, 100);

        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < 3; row++) {
                View alone = new View(0.6 + (column - 1) * 0.5, 0.4 - (row - 1) * 0.5, 1e-9, 1, 1, 100);
                assertThat(view.colour(column, row)).isEqualTo(alone.colour(0, 0));
            }
        }
    }

    @Test
    void moreIterationsTakeFewerPointsForOnesOfTheSet() {
        assertThat(new View(-0.75, 0.01, 1e-9, 1, 1, 100).colour(0, 0)).isEqualTo((byte) Palette.INSIDE);
        assertThat(new View(-0.75, 0.01, 1e-9, 1, 1, 1000).colour(0, 0)).isNotEqualTo((byte) Palette.INSIDE);
    }

    private static boolean isInside(double re, double im) {
        return new View(re, im, 1e-12, 1, 1, 20_000).colour(0, 0) == Palette.INSIDE;
    }
}
