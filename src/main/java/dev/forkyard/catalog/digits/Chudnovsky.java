package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * π by the series of the Chudnovsky brothers, 14.18 digits a term.
 *
 * <p>1/π = 12 Σ (-1)<sup>k</sup> (6k)! (13591409 + 545140134k) / ((3k)! k!³ 640320<sup>3k+3/2</sup>), so that in a
 * {@link ExactSum} of all terms π = 426880 √10005 q / t. Source: D. and G. Chudnovsky, <i>Approximations and complex
 * multiplication according to Ramanujan</i>, 1988; the recurrence as in Haible and Papanikolaou (see
 * {@link BinarySplitting}).
 *
 * <p>{@link #pi} is made of steps that can be taken in different places: sums of ranges of the terms, which
 * {@link ExactSum#join} joins, the {@link #root}, and what is made of both at the {@link #finish}.
 */
final class Chudnovsky implements SummedSeries<ExactSum> {

    private static final long CUBE = 640320L * 640320 / 24 * 640320;
    private static final int EXTRA_BITS = 16;

    @Override
    public FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException {
        ExactSum sum = sum(0, terms(bits), bits, workspace, progress.part(0, 0.75));
        MutableInteger root = root(bits, workspace);
        progress.reached(0.85);
        return finish(sum, root, bits, progress.part(0.85, 1));
    }

    @Override
    public long terms(long bits) {
        return bits / 47 + 2;
    }

    @Override
    public double decline() {
        return 1;
    }

    @Override
    public ExactSum sum(long from, long to, long bits, Workspace workspace, TaskProgress progress)
            throws InterruptedException {
        return BinarySplitting.sum(new Terms(workspace), from, to, to >= terms(bits), progress);
    }

    @Override
    public ExactSum read(ReadableByteChannel from, Workspace workspace) throws IOException {
        return ExactSum.read(from, workspace);
    }

    /** √10005 for {@link #finish}, rounded down; as a whole number of units of 2<sup>-(bits + 16)</sup>. */
    static MutableInteger root(long bits, Workspace workspace) {
        return workspace.of(10005).shiftLeft(2 * (bits + EXTRA_BITS)).squareRoot();
    }

    /**
     * π by all terms and the root, which are used up.
     *
     * <p>The error is below 2 units. Relative to π: a term is less than 2<sup>-47.1</sup> of the one before, but for
     * the linear factor, which grows to less than 2<sup>31</sup> times its first value, so the terms left out are
     * less than 2<sup>-(bits+16)</sup>; the root, q and t are cut off after at least bits + 16 bits, each giving less
     * than 2<sup>-(bits+15)</sup>. Times π that is far below one unit, and the final division adds less than one.
     *
     * @throws InterruptedException if the task was cancelled
     */
    static FixedPoint finish(ExactSum sum, MutableInteger root, long bits, TaskProgress progress)
            throws InterruptedException {
        long surplus = surplus(sum.q().bitLength(), bits);
        MutableInteger numerator = numerator(sum.q(), root, surplus);
        progress.reached(0.35);
        FixedPoint pi = quotient(numerator, sum.t().shiftRight(surplus), bits);
        progress.reached(1);
        return pi;
    }

    /** How many of the low bits of q and of t are of no use; t has more bits than q, about 13591409 times as large. */
    private static long surplus(long qBits, long bits) {
        return Math.max(0, qBits - bits - EXTRA_BITS);
    }

    private static MutableInteger numerator(MutableInteger q, MutableInteger root, long surplus) {
        q.shiftRight(surplus).multiply(root).multiply(426880).shiftRight(EXTRA_BITS);
        root.close();
        return q;
    }

    /**
     * The numerator of {@link #finish} by the two sums of all terms, which are used up, and the root.
     *
     * @throws InterruptedException if the task was cancelled
     */
    static MutableInteger numerator(
            ExactSum left, ExactSum right, MutableInteger root, long bits, TaskProgress progress)
            throws InterruptedException {
        long surplus = surplus(left, right, bits);
        MutableInteger q = left.q().multiply(right.q());
        progress.reached(0.35);
        MutableInteger numerator = numerator(q, root, surplus);
        progress.reached(1);
        return numerator;
    }

    /**
     * The denominator of {@link #finish} by the two sums of all terms, which are used up.
     *
     * @throws InterruptedException if the task was cancelled
     */
    static MutableInteger denominator(ExactSum left, ExactSum right, long bits, TaskProgress progress)
            throws InterruptedException {
        long surplus = surplus(left, right, bits);
        MutableInteger t = left.joinedT(right, progress);
        progress.reached(1);
        return t.shiftRight(surplus);
    }

    /** By the fewest bits that the product of both q can have, so that both sides of the fraction lose as many. */
    private static long surplus(ExactSum left, ExactSum right, long bits) {
        return surplus(left.q().bitLength() + right.q().bitLength() - 1, bits);
    }

    /** π by numerator and denominator, which are used up; its error is what {@link #finish} says. */
    static FixedPoint quotient(MutableInteger numerator, MutableInteger denominator, long bits) {
        numerator.divide(denominator);
        denominator.close();
        return new FixedPoint(numerator, bits, 2);
    }

    private record Terms(Workspace workspace) implements BinarySplitting.Series<ExactSum> {

        /** With the signs apart: those of the terms alternate, and the first term of a sum is its largest. */
        @Override
        public ExactSum leaf(long from, long to, boolean last) {
            var p = new Limbs(1);
            var q = new Limbs(1);
            var t = new Limbs(0);
            boolean negative = false;
            for (long k = from; k < to; k++) {
                if (k > 0) {
                    p.multiply((6 * k - 5) * (2 * k - 1), 6 * k - 1);
                    q.multiply(CUBE);
                    t.multiply(CUBE);
                    q.multiply(k * k, k);
                    t.multiply(k * k, k);
                    negative = !negative;
                }
                long linear = 13591409 + 545140134 * k;
                if ((k - from) % 2 == 0) {
                    t.add(p, linear);
                } else {
                    t.subtract(p, linear);
                }
            }
            return new ExactSum(
                    last ? null : signed(negative, p.in(workspace)),
                    q.in(workspace),
                    signed(from > 0, t.in(workspace)));
        }

        private static MutableInteger signed(boolean negative, MutableInteger number) {
            return negative ? number.negate() : number;
        }

        @Override
        public ExactSum join(ExactSum left, ExactSum right, boolean last, TaskProgress progress)
                throws InterruptedException {
            return left.join(right, progress);
        }
    }
}
