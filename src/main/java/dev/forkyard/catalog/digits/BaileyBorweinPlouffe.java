package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * π by the series of Bailey, Borwein and Plouffe with its four fractions joined in one, 1.2 digits a term.
 *
 * <p>π = Σ 16<sup>-k</sup> (120k² + 151k + 47) / (512k⁴ + 1024k³ + 712k² + 194k + 15). Source: D. Bailey, P. Borwein,
 * S. Plouffe, <i>On the rapid computation of various polylogarithmic constants</i>, Math. Comp. 66, 1997.
 *
 * <p>The exact sum has many times the bits of the precision asked for. So that of a range is made of blocks, each summed
 * exactly, with a denominator of about the bits that the block contributes, and then divided.
 */
final class BaileyBorweinPlouffe implements SummedSeries<FixedPoint> {

    private static final int BITS_PER_TERM = 4;
    private static final int LEAST_BLOCK = 64;

    @Override
    public FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException {
        return sum(0, terms(bits), bits, workspace, progress);
    }

    @Override
    public long terms(long bits) {
        return bits / BITS_PER_TERM + 2;
    }

    @Override
    public double decline() {
        return 1.1;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The error is at most one unit a block, for its division rounds down, and less than one for the terms left
     * out, whose fractions are below 4: 4 · 16/15 · 16<sup>-n</sup> after n = bits/4 + 2 terms. As each range counts all
     * the terms left out as its own, the errors of ranges that are joined are together above that of all terms.
     */
    @Override
    public FixedPoint sum(long from, long to, long bits, Workspace workspace, TaskProgress progress)
            throws InterruptedException {
        var fractions = new Fractions(workspace);
        long denominatorBits = denominatorBits(terms(bits));
        MutableInteger mantissa = workspace.of(0);
        int blocks = 0;
        double done = 0;
        for (long k = from; k < to; blocks++) {
            long left = Math.max(0, bits - BITS_PER_TERM * k);
            long end = Math.min(to, k + Math.max(LEAST_BLOCK, left / denominatorBits));
            double doneAfter = (double) (end - from) / (to - from);
            TaskProgress block = progress.part(done, doneAfter);
            try (Sum sum = BinarySplitting.sum(fractions, k, end, true, block.part(0, 0.7))) {
                long beyond = BITS_PER_TERM * sum.terms - left;
                if (beyond > 0) {
                    sum.d.shiftLeft(beyond);
                } else {
                    sum.t.shiftLeft(-beyond);
                }
                mantissa.add(sum.t.divide(sum.d));
            }
            block.reached(1);
            k = end;
            done = doneAfter;
        }
        return new FixedPoint(mantissa, bits, blocks + 1L);
    }

    /** About as many as the denominator of a term. */
    private static long denominatorBits(long k) {
        return 2L * Long.SIZE - Long.numberOfLeadingZeros(first(k)) - Long.numberOfLeadingZeros(second(k));
    }

    @Override
    public FixedPoint read(ReadableByteChannel from, Workspace workspace) throws IOException {
        return FixedPoint.read(from, workspace);
    }

    /** The two factors of a term's denominator. */
    private static long first(long k) {
        return (8 * k + 10) * k + 3;
    }

    private static long second(long k) {
        return (64 * k + 48) * k + 5;
    }

    /** The terms' sum times 16 to the power of the first term's k: t / (d · 16^terms). */
    private record Sum(MutableInteger t, MutableInteger d, long terms) implements AutoCloseable {

        @Override
        public void close() {
            t.close();
            d.close();
        }
    }

    private record Fractions(Workspace workspace) implements BinarySplitting.Series<Sum> {

        @Override
        public Sum leaf(long from, long to, boolean last) {
            var d = new Limbs(1);
            var t = new Limbs(0);
            for (long k = from; k < to; k++) {
                long numerator = (120 * k + 151) * k + 47;
                t.multiply(first(k), second(k)).add(d, numerator).multiply(1 << BITS_PER_TERM);
                d.multiply(first(k), second(k));
            }
            return new Sum(t.in(workspace), d.in(workspace), to - from);
        }

        @Override
        public Sum join(Sum left, Sum right, boolean last, TaskProgress progress) throws InterruptedException {
            left.t.multiply(right.d).shiftLeft(BITS_PER_TERM * right.terms);
            progress.reached(0.33);
            right.t.multiply(left.d);
            progress.reached(0.67);
            left.t.add(right.t);
            left.d.multiply(right.d);
            right.close();
            progress.reached(1);
            return new Sum(left.t, left.d, left.terms + right.terms);
        }
    }
}
