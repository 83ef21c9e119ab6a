package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * Division of huge integers that costs about three multiplications: by a reciprocal with half as many bits as the
 * quotient, the product with which is put right once.
 *
 * <p>Source: A. Karp, P. Markstein, <i>High-precision division and square root</i>, 1997.
 */
final class NewtonDivision {

    /** Where {@link BigInteger#divide} is the faster, in bits of quotient and divisor. */
    private static final int LEAST_BITS = 40_000;

    private static final int GUARD_BITS = 32;
    private static final BigInteger ERROR = BigInteger.valueOf(64);

    private NewtonDivision() {}

    /**
     * The quotient, rounded down.
     *
     * @param dividend from 0
     * @param divisor from 1
     */
    static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        int bits = dividend.bitLength() - divisor.bitLength();
        if (bits < LEAST_BITS || divisor.bitLength() < LEAST_BITS) {
            return dividend.divide(divisor);
        }
        BigInteger quotient = approximate(dividend, divisor, bits + GUARD_BITS);
        BigInteger most = quotient.add(ERROR).shiftRight(GUARD_BITS);
        if (quotient.subtract(ERROR).shiftRight(GUARD_BITS).equals(most)) {
            return most;
        }
        boolean tooMuch = TransformProduct.of(most, divisor).compareTo(dividend) > 0;
        return tooMuch ? most.subtract(BigInteger.ONE) : most;
    }

    /** The quotient times 2 to the power of GUARD_BITS; it has so many bits, the last few of which may be wrong. */
    private static BigInteger approximate(BigInteger dividend, BigInteger divisor, int precision) {
        int enough = precision + GUARD_BITS;
        int half = precision / 2 + GUARD_BITS;
        int dividendShift = dividend.bitLength() - enough;
        int divisorShift = Math.max(0, divisor.bitLength() - enough);
        BigInteger a = dividend.shiftRight(dividendShift);
        BigInteger d = divisor.shiftRight(divisorShift);
        int unit = dividendShift - divisorShift + GUARD_BITS; // The result is a/d times 2 to this power.

        BigInteger reciprocal = Reciprocal.of(d, half);
        int drop = enough - half - GUARD_BITS;
        BigInteger rough = TransformProduct.of(a.shiftRight(drop), reciprocal).shiftRight(half);
        int roughUnit = drop - d.bitLength();

        int unitOfRest = Math.min(0, roughUnit);
        BigInteger product = TransformProduct.of(rough, d).shiftLeft(roughUnit - unitOfRest);
        BigInteger rest = a.shiftLeft(-unitOfRest).subtract(product);
        int dropOfRest = Math.max(0, rest.bitLength() - half - GUARD_BITS);
        BigInteger correction = TransformProduct.of(rest.shiftRight(dropOfRest), reciprocal);
        int correctionUnit = dropOfRest + unitOfRest - d.bitLength() - half;
        return rough.shiftLeft(roughUnit + unit).add(correction.shiftLeft(correctionUnit + unit));
    }
}
