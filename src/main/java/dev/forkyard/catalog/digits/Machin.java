package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/**
 * π by a formula like that of J. Machin, with four arctangents, each by J. Gregory's series.
 *
 * <p>π = 176 arctan 1/57 + 28 arctan 1/239 - 48 arctan 1/682 + 96 arctan 1/12943. Source: C. Størmer, <i>Sur un problème
 * curieux de la théorie des nombres concernant les fonctions elliptiques</i>, Archiv for Mathematik og Naturvidenskab 19,
 * 1896. It needs a seventh fewer terms than Machin's own, with 1/5 and 1/239, and these are smaller.
 *
 * <p>A term is the sum of the terms with the same number of all four series, as long as these go on: that of 1/57 is the
 * longest. A range of terms of one of them is summed exactly, and then divided; so its numbers are only as long as the range
 * makes them, and the later it begins, the shorter is its quotient.
 */
final class Machin implements SummedSeries<FixedPoint> {

    private static final List<Summand> SUMMANDS =
            List.of(new Summand(176, 57), new Summand(28, 239), new Summand(-48, 682), new Summand(96, 12943));

    private static final int EXTRA_BITS = 16;

    /** How many bits more than its quotient's are kept of a fraction. */
    private static final int KEPT_BITS = 8;

    /** A whole multiple of arctan 1/x. */
    private record Summand(long multiple, long x) {

        /** So many terms that those left out come to less than one unit of 2<sup>-bits</sup>. */
        long terms(long bits) {
            return (long) (bits * Math.log(2) / (2 * Math.log((double) x))) + 2;
        }

        /** How many of its terms there are from one to another. */
        long terms(long from, long to, long bits) {
            return Math.max(0, Math.min(to, terms(bits)) - from);
        }
    }

    @Override
    public FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException {
        return sum(0, terms(bits), bits, workspace, progress);
    }

    @Override
    public long terms(long bits) {
        return SUMMANDS.get(0).terms(bits + EXTRA_BITS);
    }

    @Override
    public double decline() {
        return 1.9;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The error is below 2 units. An arctangent's terms are told in units of 2<sup>-(bits+16)</sup>, with an error of less
     * than 2 of these, as {@link #arctangent} says, to which the terms left out at the end of its series add less than one:
     * they alternate, and the first of them is the largest and below x<sup>-2n</sup>, where n exceeds (bits + 16) / (2 log2
     * x). The multiples sum to 348, and 3 · 348 units are less than one of 2<sup>-bits</sup> by far; cutting off the extra
     * bits adds less than one. As each range counts all the terms left out as its own, the errors of ranges that are
     * joined are together above that of all terms.
     */
    @Override
    public FixedPoint sum(long from, long to, long bits, Workspace workspace, TaskProgress progress)
            throws InterruptedException {
        long scale = bits + EXTRA_BITS;
        double all =
                SUMMANDS.stream().mapToLong(each -> each.terms(from, to, scale)).sum();
        MutableInteger mantissa = workspace.of(0);
        double done = 0;
        for (Summand each : SUMMANDS) {
            long terms = each.terms(from, to, scale);
            if (terms > 0) {
                double doneAfter = done + terms / all;
                TaskProgress part = progress.part(done, doneAfter);
                try (MutableInteger sum = arctangent(each.x, from, from + terms, scale, workspace, part)) {
                    mantissa.add(sum.multiply(each.multiple));
                }
                done = doneAfter;
            }
        }
        return new FixedPoint(mantissa.shiftRight(EXTRA_BITS), bits, 2);
    }

    /**
     * Terms of arctan 1/x, in units of 2<sup>-bits</sup>, less than 2 units off.
     *
     * <p>They are ±t / (q x<sup>2 from + 1</sup>), which is below one over the power alone: with b bits of the power, below
     * 2<sup>bits - b + 1</sup> units, and not above one if b exceeds bits. Of t, q and the power the first k bits are kept,
     * or a few more, where k = max(0, bits - b) + 8. Each cut changes its number by less than one part in
     * 2<sup>k-1</sup>, and so all three change the fraction by less than 2<sup>-4</sup> units; the division adds less than one.
     */
    private static MutableInteger arctangent(
            long x, long from, long to, long bits, Workspace workspace, TaskProgress progress)
            throws InterruptedException {
        var gregory = new Gregory(x, workspace);
        try (ExactSum sum = BinarySplitting.sum(gregory, from, to, true, progress.part(0, 0.8));
                MutableInteger power = workspace.power(x, 2 * from + 1)) {
            MutableInteger t = sum.t();
            MutableInteger q = sum.q();
            long kept = Math.max(0, bits - power.bitLength()) + KEPT_BITS;
            long surplus = Math.max(0, Math.min(t.bitLength(), q.bitLength()) - kept);
            long powerSurplus = Math.max(0, Math.min(bits, power.bitLength() - kept));
            q.shiftRight(surplus).multiply(power.shiftRight(powerSurplus));
            progress.reached(0.9);
            MutableInteger terms = t.shiftRight(surplus)
                    .shiftLeft(bits - powerSurplus)
                    .divide(q)
                    .copy();
            progress.reached(1);
            return from % 2 == 0 ? terms : terms.negate();
        }
    }

    @Override
    public FixedPoint read(ReadableByteChannel from, Workspace workspace) throws IOException {
        return FixedPoint.read(from, workspace);
    }

    /** x arctan 1/x = Σ (-1)<sup>k</sup> / ((2k+1) x<sup>2k</sup>). */
    private record Gregory(long x, Workspace workspace) implements BinarySplitting.Series<ExactSum> {

        /** With the signs apart: those of the terms alternate, and the first term of a sum is its largest. */
        @Override
        public ExactSum leaf(long from, long to, boolean last) {
            var p = new Limbs(1);
            var q = new Limbs(1);
            var t = new Limbs(0);
            for (long k = from; k < to; k++) {
                t.multiply(2 * k + 1, x * x);
                q.multiply(2 * k + 1, x * x);
                if ((k - from) % 2 == 0) {
                    t.add(p, x * x);
                } else {
                    t.subtract(p, x * x);
                }
                p.multiply(2 * k + 1);
            }
            MutableInteger signedP = last ? null : p.in(workspace);
            if (signedP != null && (to - from) % 2 == 1) {
                signedP.negate();
            }
            return new ExactSum(signedP, q.in(workspace), t.in(workspace));
        }

        @Override
        public ExactSum join(ExactSum left, ExactSum right, boolean last, TaskProgress progress)
                throws InterruptedException {
            return left.join(right, progress);
        }
    }
}
