package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscTests {

    private static final long LOW = -(1L << 25);
    private static final long HIGH = (1L << 25) - 1;

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE})
    void countsWhatThePublishedGeneratorDrawsRowByRow(long seed) throws Exception {
        var generator = Xoshiro256Plus.of(seed);
        var generators = new Xoshiro256Plus[Lanes.COUNT];
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            generators[lane] = generator.copy();
            generator.jump();
        }
        long inside = 0;
        for (int samples = 1; samples <= 5 * Lanes.COUNT; samples++) {
            long random = generators[(samples - 1) % Lanes.COUNT].next();
            double x = (double) (random >> 38);
            double y = (double) (int) (random >> 12 << 6) / 64;
            inside += x * x + y * y < 0x1p50 ? 1 : 0;
            if (samples < 10 || samples % 101 == 0 || Math.abs(samples % Lanes.COUNT - 256) > 253) {
                assertThat(Disc.inside(new ArrayKernel(), seed, 0, samples, progress))
                        .isEqualTo(inside);
            }
        }
    }

    @Test
    void pointsOnTheCircleAreOutside() {
        assertThat(inside(0, 0)).isOne();
        assertThat(inside(LOW, 0)).isZero();
        assertThat(inside(0, LOW)).isZero();
        assertThat(inside(LOW + 1, 0)).isOne();
        assertThat(inside(HIGH, 0)).isOne();
        assertThat(inside(0, HIGH)).isOne();
        assertThat(inside(HIGH, HIGH)).isZero();
        assertThat(inside(LOW, LOW)).isZero();
    }

    @Test
    void lowestBitsDoNotMatter() {
        assertThat(Disc.inside(0xfff)).isOne();
        assertThat(Disc.inside(LOW << 38 | 0xfff)).isZero();
    }

    /** Counts the lattice by rows, which is what the expected count of a point is. */
    @Test
    void latticeIsAsLittleBiasedAsIsSaid() {
        long inside = 0;
        for (long x = LOW + 1; x <= HIGH; x++) {
            long left = Disc.RADIUS_SQUARED - x * x;
            long y = (long) Math.sqrt((double) left);
            while (y * y >= left && y >= 0) {
                y--;
            }
            inside += 2 * y + 1;
        }
        assertThat(inside).isEqualTo(3_537_118_875_994_789L);
        assertThat(Math.abs(inside / 0x1p50 - Math.PI)).isLessThan(1.8e-11);
    }

    @Test
    void blocksOfASeedAreDifferentPoints() throws Exception {
        long[] counts = new long[64];
        for (int block = 0; block < counts.length; block++) {
            counts[block] = Disc.inside(new ArrayKernel(), 1, block, 100_000, progress);
        }
        assertThat(Arrays.stream(counts).distinct().count()).isGreaterThan(40);
    }

    private static long inside(long x, long y) {
        return Disc.inside(x << 38 | (y & (1L << 26) - 1) << 12);
    }
}
