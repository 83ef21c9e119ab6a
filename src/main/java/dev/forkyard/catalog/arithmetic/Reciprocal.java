package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * Reciprocals of huge integers by Newton's iteration: from r ≈ 1/d, r + r(1 − dr) has twice as many right bits.
 *
 * <p>Source: R. Brent, P. Zimmermann, <i>Modern Computer Arithmetic</i>, 2010, section 3.4.
 */
final class Reciprocal {

    /** Where the division of {@link BigInteger} is the faster. */
    private static final int DIRECT_BITS = 20_000;

    private static final int GUARD_BITS = 8;

    private Reciprocal() {}

    /** Less than 4 units from 2 to the power of the divisor's bits + precision, divided by the divisor. */
    static BigInteger of(BigInteger divisor, int precision) {
        int dropped = Math.max(0, divisor.bitLength() - precision - GUARD_BITS);
        BigInteger top = divisor.shiftRight(dropped);
        int bits = top.bitLength();
        if (precision < DIRECT_BITS) {
            return BigInteger.ONE.shiftLeft(bits + precision).divide(top);
        }
        int half = precision / 2 + GUARD_BITS;
        BigInteger rough = of(top, half);
        BigInteger defect = BigInteger.ONE.shiftLeft(bits + half).subtract(TransformProduct.of(top, rough));
        // The defect is about as long as the divisor's other half, of which the product needs half a precision only.
        int cut = Math.max(0, bits - half);
        BigInteger correction = TransformProduct.of(defect.shiftRight(cut), rough);
        return rough.shiftLeft(precision - half).add(correction.shiftRight(bits + 2 * half - precision - cut));
    }
}
