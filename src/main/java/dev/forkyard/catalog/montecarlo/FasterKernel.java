package dev.forkyard.catalog.montecarlo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the faster of two kernels. The usual one is compiled at once and never slow; the candidate takes a second to be
 * compiled, and then may be the faster, or never is: that depends on the JVM and the processor. So the candidate is
 * given a small share of the work until it has been the faster a few times, and then has all of it, or until it has had
 * its time, and then has none. As both count alike, a result cannot tell which was chosen.
 */
final class FasterKernel implements Kernel {

    /** The candidate has at most one in so many parts of the time. */
    private static final int SHARE = 8;

    private static final int WINS = 5;
    private static final long TRIAL_NANOS = 6_000_000_000L;
    private static final long WARM_UP_NANOS = 1_500_000_000;

    /** Enough for the usual kernel to be compiled, lest the candidate be compared with it as it is interpreted. */
    private static final long SETTLED_ROWS = 1 << 14;

    /** A call of the candidate is to last about as long, lest a slow one be noticed or a fast one's overhead count. */
    private static final long CALL_NANOS = 50_000;

    private static final int MOST_ROWS = Disc.ROWS / 2;

    private Timed usual;
    private @Nullable Timed candidate;
    private int candidateRows = 2;
    private int wins;

    FasterKernel(Kernel usual, Optional<Kernel> candidate) {
        this.usual = new Timed(usual);
        this.candidate = candidate.map(Timed::new).orElse(null);
    }

    /** Of all kernels that this JVM can run; the other is not even loaded where its module is missing. */
    static FasterKernel ofThisJvm() {
        return new FasterKernel(
                new ArrayKernel(),
                ModuleLayer.boot().findModule("jdk.incubator.vector").map(module -> new VectorKernel()));
    }

    @Override
    public long inside(long[] words, int rows) {
        Timed tried = candidate;
        if (tried == null || rows <= candidateRows || tried.total * SHARE > usual.total) {
            return usual.inside(words, rows);
        }
        int rest = rows - candidateRows;
        return insideBy(tried, words) + usual.inside(words, rest);
    }

    /**
     * Has the JVM compile both, for as long as a warm-up may take.
     *
     * @throws InterruptedException within milliseconds after the thread was interrupted
     */
    void warmUp() throws InterruptedException {
        long[] words = new Lanes(0, 0).words();
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the warm-up was interrupted");
            }
            Timed tried = candidate;
            if (tried == null && usual.isSettled()) {
                return;
            }
            usual.inside(words, 8);
            if (tried != null && usual.isSettled()) {
                insideBy(tried, words);
            }
        }
    }

    private long insideBy(Timed tried, long[] words) {
        long inside = tried.inside(words, candidateRows);
        if (usual.isSettled() && tried.lastPerRow < usual.bestPerRow) {
            wins++;
        }
        if (wins == WINS) {
            usual = tried;
            candidate = null;
        } else if (tried.total > TRIAL_NANOS) {
            candidate = null;
        } else if (tried.lastPerRow * candidateRows < CALL_NANOS) {
            candidateRows = Math.min(2 * candidateRows, MOST_ROWS);
        } else {
            candidateRows = Math.max(candidateRows / 2, 2);
        }
        return inside;
    }

    /** A kernel and the nanoseconds it takes. */
    private static final class Timed implements Kernel {

        private final Kernel kernel;
        private long total;
        private long rowsDone;
        private double lastPerRow;
        private double bestPerRow = Double.POSITIVE_INFINITY;

        Timed(Kernel kernel) {
            this.kernel = kernel;
        }

        boolean isSettled() {
            return rowsDone >= SETTLED_ROWS;
        }

        @Override
        public long inside(long[] words, int rows) {
            long start = System.nanoTime();
            long inside = kernel.inside(words, rows);
            long took = System.nanoTime() - start;
            total += took;
            rowsDone += rows;
            lastPerRow = (double) took / rows;
            bestPerRow = Math.min(bestPerRow, lastPerRow);
            return inside;
        }
    }
}
