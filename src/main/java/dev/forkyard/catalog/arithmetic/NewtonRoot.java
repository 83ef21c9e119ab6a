package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * The integer square root of huge integers, which costs about three multiplications of the root: by Newton's iteration
 * for the reciprocal of the root, with half of its bits, and a last step for the root itself.
 *
 * <p>Source: A. Karp, P. Markstein, <i>High-precision division and square root</i>, 1997.
 */
final class NewtonRoot {

    /** Where {@link BigInteger#sqrt} takes little time. */
    private static final int DIRECT_BITS = 400;

    private static final int GUARD_BITS = 32;
    private static final BigInteger ERROR = BigInteger.valueOf(64);

    private NewtonRoot() {}

    /**
     * The largest integer whose square is at most {@code n}.
     *
     * @param n from 0
     */
    static BigInteger floor(BigInteger n) {
        if (n.bitLength() < DIRECT_BITS) {
            return n.sqrt();
        }
        BigInteger root = approximate(n, (n.bitLength() + 1) / 2 + GUARD_BITS);
        BigInteger most = root.add(ERROR).shiftRight(GUARD_BITS);
        if (root.subtract(ERROR).shiftRight(GUARD_BITS).equals(most)) {
            return most;
        }
        return TransformProduct.of(most, most).compareTo(n) > 0 ? most.subtract(BigInteger.ONE) : most;
    }

    /**
     * The root times 2 to the power of GUARD_BITS; it has so many bits, the last few of which may be wrong. With m =
     * n/4<sup>k</sup> between 1/4 and 1 and y ≈ 1/√m, s = my is close to √m and s + y(m − s<sup>2</sup>)/2 is twice as
     * close.
     */
    private static BigInteger approximate(BigInteger n, int precision) {
        int half = precision / 2 + GUARD_BITS;
        BigInteger y = reciprocalRoot(n, half);
        int bits = evenBits(n);
        int drop = Math.max(0, bits - half - GUARD_BITS);
        BigInteger s = TransformProduct.of(n.shiftRight(drop), y).shiftRight(bits - drop);
        int enough = 2 * half;
        BigInteger rest = n.shiftRight(bits - enough).subtract(TransformProduct.of(s, s));
        BigInteger correction = TransformProduct.of(rest, y).shiftRight(enough + half + 1 - precision);
        return s.shiftLeft(precision - half).add(correction);
    }

    /** 2 to the power of precision, divided by √m, with an error of a few units. */
    private static BigInteger reciprocalRoot(BigInteger n, int precision) {
        int bits = evenBits(n);
        int drop = Math.max(0, bits - precision - GUARD_BITS) / 2 * 2;
        BigInteger top = n.shiftRight(drop);
        bits -= drop;
        if (precision < DIRECT_BITS) {
            return BigInteger.ONE.shiftLeft(2 * precision + bits).divide(top).sqrt();
        }
        int half = precision / 2 + GUARD_BITS;
        BigInteger rough = reciprocalRoot(top, half);
        BigInteger product = TransformProduct.of(TransformProduct.of(rough, rough), top);
        BigInteger defect = BigInteger.ONE.shiftLeft(bits + 2 * half).subtract(product);
        int dropOfDefect = Math.max(0, bits - GUARD_BITS);
        BigInteger correction = TransformProduct.of(defect.shiftRight(dropOfDefect), rough);
        return rough.shiftLeft(precision - half)
                .add(correction.shiftRight(3 * half + bits + 1 - precision - dropOfDefect));
    }

    private static int evenBits(BigInteger n) {
        return (n.bitLength() + 1) / 2 * 2;
    }
}
