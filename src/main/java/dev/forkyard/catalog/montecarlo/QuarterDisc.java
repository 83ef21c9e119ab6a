package dev.forkyard.catalog.montecarlo;

import dev.forkyard.catalog.progress.TaskProgress;
import java.util.stream.LongStream;

/**
 * Throws points at the unit square and counts those inside the quarter disc.
 *
 * <p>The points are those of one SplitMix64 stream (G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom
 * number generators</i>, OOPSLA 2014), the stream of {@code new SplittableRandom(seed).nextLong()}, one output a
 * point. The state before point i is seed + i γ, so that any range of points can be counted by itself, and ranges of
 * one stream that do not overlap share no output.
 *
 * <p>Bits 63 to 33 of an output are x, bits 31 to 1 are y, in units of 2<sup>-31</sup>; a point is inside when x² +
 * y² &lt; 1. As a point stands for the square up and right of it, the probability is not π/4 but slightly more: the
 * squares counted cover the quarter disc, and those not wholly inside are met by the arc, which meets fewer than
 * 2<sup>32</sup> of the 2<sup>62</sup>. So the estimate of π is biased by less than 4 · 2<sup>-30</sup>, which is
 * 3.8e-9, and a four-hundredth of the standard error of the largest job.
 *
 * <p>An instance belongs to one thread.
 */
final class QuarterDisc {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int LANES = 1024;
    private static final int STRIDE = 1 << 20;

    /** At index i, what the state has grown by when it gives the lane's output. */
    private static final long[] GROWTH =
            LongStream.rangeClosed(1, LANES).map(i -> i * GOLDEN_GAMMA).toArray();

    private final long[] lanes = new long[LANES];
    private final long[] outside = new long[LANES];

    private QuarterDisc() {}

    /**
     * How many of the points {@code first} to {@code first + samples} (exclusive) of the seed's stream are inside.
     *
     * @throws InterruptedException within milliseconds after the task was cancelled
     */
    static long inside(long seed, long first, long samples, TaskProgress progress) throws InterruptedException {
        var disc = new QuarterDisc();
        long done = 0;
        while (done < samples) {
            int stride = (int) Math.min(STRIDE, samples - done);
            disc.draw(seed + (first + done) * GOLDEN_GAMMA, stride);
            done += stride;
            progress.reached((double) done / samples);
        }
        return samples - LongStream.of(disc.outside).sum();
    }

    /**
     * Draws the points in lanes, by three loops so short that the JIT compiler turns each into vector instructions: a
     * single loop over the same steps is left scalar, and takes seven times as long.
     */
    private void draw(long state, int samples) {
        for (int done = 0; done < samples; done += LANES) {
            int points = Math.min(LANES, samples - done);
            mixFirst(state + done * GOLDEN_GAMMA, lanes, points);
            mixSecond(lanes, points);
            addOutside(lanes, outside, points);
        }
    }

    private static void mixFirst(long state, long[] lanes, int points) {
        for (int i = 0; i < points; i++) {
            long z = state + GROWTH[i];
            lanes[i] = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        }
    }

    private static void mixSecond(long[] lanes, int points) {
        for (int i = 0; i < points; i++) {
            long z = lanes[i];
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            lanes[i] = z ^ (z >>> 31);
        }
    }

    private static void addOutside(long[] lanes, long[] outside, int points) {
        for (int i = 0; i < points; i++) {
            long x = lanes[i] >>> 33;
            long y = (lanes[i] >>> 1) & 0x7fffffffL;
            outside[i] += (x * x + y * y) >>> 62;
        }
    }
}
