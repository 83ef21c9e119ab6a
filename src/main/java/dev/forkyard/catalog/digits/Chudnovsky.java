package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;

/**
 * π by the series of the Chudnovsky brothers, 14.18 digits a term.
 *
 * <p>1/π = 12 Σ (-1)<sup>k</sup> (6k)! (13591409 + 545140134k) / ((3k)! k!³ 640320<sup>3k+3/2</sup>). In a sum of
 * terms, p/q is what the term before the sum is multiplied by to reach beyond it, and t/q the sum itself, in units of
 * that term; then π = 426880 √10005 q / t. Source: D. and G. Chudnovsky, <i>Approximations and complex multiplication
 * according to Ramanujan</i>, 1988; the recurrence as in Haible and Papanikolaou (see {@link BinarySplitting}).
 */
final class Chudnovsky implements PiSeries, BinarySplitting.Series<Chudnovsky.Sum> {

    private static final BigInteger CUBE = BigInteger.valueOf(640320).pow(3).divide(BigInteger.valueOf(24));
    private static final int EXTRA_BITS = 16;

    record Sum(BigInteger p, BigInteger q, BigInteger t) {}

    /**
     * {@inheritDoc}
     *
     * <p>The error is below 2 units. Relative to π: a term is less than 2<sup>-47.1</sup> of the one before, but for
     * the linear factor, which grows to less than 2<sup>31</sup> times its first value, so the terms left out are
     * less than 2<sup>-(bits+16)</sup>; the root, q and t are cut off after at least bits + 16 bits, each giving less
     * than 2<sup>-(bits+15)</sup>. Times π that is far below one unit, and the final division adds less than one.
     */
    @Override
    public FixedPoint pi(int bits, TaskProgress progress) throws InterruptedException {
        Sum sum = BinarySplitting.sum(this, 0, bits / 47 + 2L, progress.part(0, 0.7));
        int rootBits = bits + EXTRA_BITS;
        BigInteger square = BigInteger.valueOf(10005).shiftLeft(2 * rootBits);
        BigInteger root = SquareRoot.floor(square, progress.part(0.7, 0.85));
        int surplus = Math.max(0, sum.q.bitLength() - rootBits);
        BigInteger dividend = sum.q.shiftRight(surplus).multiply(root).multiply(BigInteger.valueOf(426880));
        progress.reached(0.9);
        BigInteger mantissa = dividend.shiftRight(EXTRA_BITS).divide(sum.t.shiftRight(surplus));
        progress.reached(1);
        return new FixedPoint(mantissa, bits, 2);
    }

    @Override
    public Sum term(long k) {
        BigInteger linear = BigInteger.valueOf(13591409 + 545140134 * k);
        if (k == 0) {
            return new Sum(BigInteger.ONE, BigInteger.ONE, linear);
        }
        BigInteger p = BigInteger.valueOf((6 * k - 5) * (2 * k - 1)).multiply(BigInteger.valueOf(1 - 6 * k));
        BigInteger q = BigInteger.valueOf(k * k).multiply(BigInteger.valueOf(k)).multiply(CUBE);
        return new Sum(p, q, p.multiply(linear));
    }

    @Override
    public Sum join(Sum left, Sum right, TaskProgress progress) throws InterruptedException {
        BigInteger p = left.p.multiply(right.p);
        progress.reached(0.1);
        BigInteger q = left.q.multiply(right.q);
        progress.reached(0.4);
        BigInteger t = left.t.multiply(right.q);
        progress.reached(0.7);
        t = t.add(left.p.multiply(right.t));
        progress.reached(1);
        return new Sum(p, q, t);
    }
}
