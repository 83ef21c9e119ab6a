package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;

/**
 * π by the series of Bailey, Borwein and Plouffe with its four fractions joined in one, 1.2 digits a term.
 *
 * <p>π = Σ 16<sup>-k</sup> (120k² + 151k + 47) / (512k⁴ + 1024k³ + 712k² + 194k + 15). Source: D. Bailey, P. Borwein,
 * S. Plouffe, <i>On the rapid computation of various polylogarithmic constants</i>, Math. Comp. 66, 1997.
 *
 * <p>The exact sum has many times the bits of the precision asked for. So it is made of blocks, each summed exactly,
 * with a denominator of about the bits that the block contributes, and then divided.
 */
final class BaileyBorweinPlouffe implements PiSeries, BinarySplitting.Series<BaileyBorweinPlouffe.Sum> {

    private static final int BITS_PER_TERM = 4;
    private static final int LEAST_BLOCK = 64;

    /** The terms' sum times 16 to the power of the first term's k: t / (d · 16^terms). */
    record Sum(BigInteger t, BigInteger d, int terms) {}

    /**
     * {@inheritDoc}
     *
     * <p>The error is at most one unit a block, for its division rounds down, and less than one for the terms left
     * out, whose fractions are below 4: 4 · 16/15 · 16<sup>-n</sup> after n = bits/4 + 2 terms.
     */
    @Override
    public FixedPoint pi(int bits, TaskProgress progress) throws InterruptedException {
        int terms = bits / BITS_PER_TERM + 2;
        BigInteger mantissa = BigInteger.ZERO;
        int blocks = 0;
        double done = 0;
        for (int k = 0; k < terms; blocks++) {
            int left = Math.max(0, bits - BITS_PER_TERM * k);
            int end = Math.min(
                    terms, k + Math.max(LEAST_BLOCK, left / denominator(terms).bitLength()));
            double doneAfter = 1 - Math.pow(1 - (double) end / terms, 1.5);
            TaskProgress block = progress.part(done, doneAfter);
            Sum sum = BinarySplitting.sum(this, k, end, block.part(0, 0.7));
            mantissa = mantissa.add(sum.t.shiftLeft(left).divide(sum.d.shiftLeft(BITS_PER_TERM * sum.terms)));
            block.reached(1);
            k = end;
            done = doneAfter;
        }
        return new FixedPoint(mantissa, bits, blocks + 1L);
    }

    @Override
    public Sum term(long k) {
        BigInteger numerator = BigInteger.valueOf((120 * k + 151) * k + 47);
        return new Sum(numerator.shiftLeft(BITS_PER_TERM), denominator(k), 1);
    }

    private static BigInteger denominator(long k) {
        return BigInteger.valueOf((8 * k + 10) * k + 3).multiply(BigInteger.valueOf((64 * k + 48) * k + 5));
    }

    @Override
    public Sum join(Sum left, Sum right, TaskProgress progress) throws InterruptedException {
        BigInteger d = left.d.multiply(right.d);
        progress.reached(0.33);
        BigInteger t = left.t.multiply(right.d).shiftLeft(BITS_PER_TERM * right.terms);
        progress.reached(0.67);
        t = t.add(right.t.multiply(left.d));
        progress.reached(1);
        return new Sum(t, d, left.terms + right.terms);
    }
}
