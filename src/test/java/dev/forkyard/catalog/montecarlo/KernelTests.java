package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class KernelTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 17, 256, 1000})
    void vectorsCountWhatArraysCount(int rows) {
        long[] words = new Lanes(42, 0).words();
        long[] same = words.clone();
        for (int call = 0; call < 3; call++) {
            assertThat(new VectorKernel().inside(same, rows)).isEqualTo(new ArrayKernel().inside(words, rows));
            assertThat(same).isEqualTo(words);
        }
    }

    /** States whose outputs are points near the circle or at an edge, where a rounding error would show. */
    @Test
    void vectorsCountWhatArraysCountAtTheEdge() {
        var random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 200; round++) {
            long[] words = new long[4 * Lanes.COUNT];
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                long x = random.nextLong(-(1L << 25), 1L << 25);
                long y = (long) Math.sqrt((double) (Disc.RADIUS_SQUARED - x * x)) + random.nextLong(-1, 2);
                long point = x << 38 | (y & (1L << 26) - 1) << 12 | random.nextLong(1 << 12);
                words[lane] = random.nextLong();
                words[3 * Lanes.COUNT + lane] = point - words[lane];
            }
            assertThat(new VectorKernel().inside(words.clone(), 1)).isEqualTo(new ArrayKernel().inside(words, 1));
        }
    }

    @Test
    void fasterKernelCountsTheSameWhicheverItChooses() {
        long[] words = new Lanes(1, 0).words();
        long[] same = words.clone();
        var faster = FasterKernel.ofThisJvm();
        for (int rows = 1; rows < 600; rows++) {
            assertThat(faster.inside(same, rows)).isEqualTo(new ArrayKernel().inside(words, rows));
            assertThat(same).isEqualTo(words);
        }
    }

    @Test
    void candidateThatIsFasterGetsAllTheWork() throws Exception {
        var usual = new Counting(300_000);
        var candidate = new Counting(0);
        var faster = new FasterKernel(usual, Optional.of(candidate));
        run(faster, 300);
        long before = usual.rows;
        run(faster, 100);
        assertThat(usual.rows).isEqualTo(before);
    }

    @Test
    void candidateThatIsSlowerGetsLittleTime() throws Exception {
        var usual = new Counting(1000);
        var candidate = new Counting(1_000_000);
        run(new FasterKernel(usual, Optional.of(candidate)), 2000);
        assertThat(candidate.rows).isBetween(1L, usual.rows / 100);
    }

    @Test
    void warmUpEndsInTime() throws Exception {
        long start = System.nanoTime();
        new FasterKernel(new Counting(1000), Optional.of(new Counting(100_000))).warmUp();
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }

    @Test
    void warmUpIsInterruptible() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> FasterKernel.ofThisJvm().warmUp());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void run(Kernel kernel, int calls) {
        for (int call = 0; call < calls; call++) {
            kernel.inside(new long[0], Disc.ROWS);
        }
    }

    /** A kernel that takes a time for each call and counts its rows. */
    private static final class Counting implements Kernel {

        private final long nanos;
        private long rows;

        Counting(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public long inside(long[] words, int rows) {
            this.rows += rows;
            for (long start = System.nanoTime(); System.nanoTime() - start < (rows == 0 ? 0 : nanos); ) {
                Thread.onSpinWait();
            }
            return 0;
        }
    }
}
