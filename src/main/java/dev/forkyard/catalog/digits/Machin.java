package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.util.List;

/**
 * π by a formula like that of J. Machin, with four arctangents, each by J. Gregory's series.
 *
 * <p>π = 176 arctan 1/57 + 28 arctan 1/239 - 48 arctan 1/682 + 96 arctan 1/12943. Source: C. Størmer, <i>Sur un problème
 * curieux de la théorie des nombres concernant les fonctions elliptiques</i>, Archiv for Mathematik og Naturvidenskab 19,
 * 1896. It needs a seventh fewer terms than Machin's own, with 1/5 and 1/239, and these are smaller.
 */
final class Machin implements PiSeries {

    private static final List<Summand> SUMMANDS =
            List.of(new Summand(176, 57), new Summand(28, 239), new Summand(-48, 682), new Summand(96, 12943));

    private static final int EXTRA_BITS = 16;

    /** A whole multiple of arctan 1/x. */
    private record Summand(long multiple, long x) {

        double bitsPerTerm() {
            return 2 * Math.log((double) x) / Math.log(2);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The error is below 2 units. An arctangent is told in units of 2<sup>-(bits+16)</sup>, with an error of less than 4
     * of these: less than one for the terms left out, of which the first is the largest and below x<sup>-2n</sup>, where
     * n exceeds (bits + 16) / (2 log2 x); less than one for each of t and q that are cut off after bits + 16 bits, since
     * the arctangent is below 1/2; and less than one for the division. The multiples sum to 348, and 4 · 348 units are less than one
     * of 2<sup>-bits</sup>; cutting off the extra bits adds less than one.
     */
    @Override
    public FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException {
        double all =
                SUMMANDS.stream().mapToDouble(each -> 1 / each.bitsPerTerm()).sum();
        MutableInteger mantissa = workspace.of(0);
        double done = 0;
        for (Summand each : SUMMANDS) {
            double doneAfter = done + 1 / each.bitsPerTerm() / all;
            try (MutableInteger arctangent =
                    arctangent(each, bits + EXTRA_BITS, workspace, progress.part(done, doneAfter))) {
                mantissa.add(arctangent.multiply(each.multiple));
            }
            done = doneAfter;
        }
        return new FixedPoint(mantissa.shiftRight(EXTRA_BITS), bits, 2);
    }

    private static MutableInteger arctangent(Summand of, long bits, Workspace workspace, TaskProgress progress)
            throws InterruptedException {
        long terms = (long) (bits / of.bitsPerTerm()) + 2;
        var gregory = new Gregory(of.x, workspace);
        try (ExactSum sum = BinarySplitting.sum(gregory, 0, terms, true, progress.part(0, 0.8))) {
            MutableInteger t = sum.t();
            MutableInteger q = sum.q().multiply(of.x);
            long surplus = Math.max(0, Math.min(t.bitLength(), q.bitLength()) - bits);
            MutableInteger arctangent = t.shiftRight(surplus)
                    .shiftLeft(bits)
                    .divide(q.shiftRight(surplus))
                    .copy();
            progress.reached(1);
            return arctangent;
        }
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
