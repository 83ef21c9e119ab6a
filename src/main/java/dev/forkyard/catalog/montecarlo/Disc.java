package dev.forkyard.catalog.montecarlo;

import dev.forkyard.catalog.progress.TaskProgress;

/**
 * Throws points at a square and counts those inside the disc that touches its sides.
 *
 * <p>A point is one random number of 64 bits: bits 63 to 38 are x, bits 37 to 12 are y, as signed numbers from
 * -2<sup>25</sup> to 2<sup>25</sup> - 1, and the point is inside when x² + y² &lt; 2<sup>50</sup>. The sum is an integer
 * of at most 2<sup>51</sup>, exact as a long and as a double, in whatever way it is computed. The points of the lattice
 * that are inside are 3537118875994789 of 2<sup>52</sup>, so the estimate of π is biased by -1.7e-11, less
 * than a ninety-thousandth part of the largest job's standard error.
 *
 * <p>Points are drawn in blocks: block b draws from the seed's streams {@link Lanes#COUNT} b and on, one point in each,
 * row by row, and the last row need not be full. So a block's count depends on seed, b and samples alone.
 */
final class Disc {

    static final long RADIUS_SQUARED = 1L << 50;

    /** Tens of microseconds: a call of a kernel that costs nothing against what it does. */
    static final int ROWS = 256;

    private Disc() {}

    /**
     * How many of the first {@code samples} points of the seed's block are inside.
     *
     * @throws InterruptedException within milliseconds after the task was cancelled
     */
    static long inside(Kernel kernel, long seed, long block, long samples, TaskProgress progress)
            throws InterruptedException {
        var lanes = new Lanes(seed, block * Lanes.COUNT);
        long rows = samples / Lanes.COUNT;
        long inside = 0;
        for (long done = 0; done < rows; ) {
            int piece = (int) Math.min(ROWS, rows - done);
            inside += kernel.inside(lanes.words(), piece);
            done += piece;
            progress.reached((double) done / rows);
        }
        for (int lane = 0; lane < samples % Lanes.COUNT; lane++) {
            inside += inside(lanes.peek(lane));
        }
        return inside;
    }

    /** 1 if the point is inside, else 0. */
    static long inside(long random) {
        long x = random >> 38;
        long y = random << 26 >> 38;
        return (x * x + y * y - RADIUS_SQUARED) >>> 63;
    }
}
