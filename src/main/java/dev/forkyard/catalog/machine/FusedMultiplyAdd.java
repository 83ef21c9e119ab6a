package dev.forkyard.catalog.machine;

/** Whether this JVM computes {@link Math#fma} by an instruction; where it does not, it takes hundreds of times as long. */
public final class FusedMultiplyAdd {

    /** An instruction takes less even in the interpreter, and big decimals take more even when compiled. */
    private static final double FAST_NANOS = 120;

    private static final int TRIALS = 7;
    private static final int CALLS = 64;

    private static final boolean FAST = shortestNanos() < FAST_NANOS;

    private FusedMultiplyAdd() {}

    public static boolean isFast() {
        return FAST;
    }

    /** The time of one call in the fastest of several trials, which other processes can hardly all have slowed down. */
    private static double shortestNanos() {
        long shortest = Long.MAX_VALUE;
        double x = 1.1;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                x = Math.fma(x, 0.3, 0.7);
            }
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return x > 0 ? (double) shortest / CALLS : Double.NaN;
    }
}
