package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * Division of numbers on the heap. That of the largest costs a few multiplications: the divisor's reciprocal is found by
 * Newton's iteration, and the quotient it gives is put right by its remainder.
 *
 * <p>Source: R. Brent, P. Zimmermann, <i>Modern Computer Arithmetic</i>, 2010, section 3.4.
 */
final class JavaDivision {

    /** Where {@link BigInteger#divide} is the slower, in bits of quotient and divisor. */
    private static final int NEWTON_BITS = 1 << 17;

    private static final int GUARD_BITS = 8;

    private JavaDivision() {}

    /**
     * The quotient, rounded down.
     *
     * @throws ArithmeticException if the divisor is 0
     */
    static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        if (divisor.signum() < 0) {
            return floor(dividend.negate(), divisor.negate());
        }
        if (dividend.signum() < 0) {
            return dividend.negate()
                    .add(divisor)
                    .subtract(BigInteger.ONE)
                    .divide(divisor)
                    .negate();
        }
        if (divisor.bitLength() < NEWTON_BITS || dividend.bitLength() - divisor.bitLength() < NEWTON_BITS) {
            return dividend.divide(divisor);
        }
        return byBlocks(dividend, divisor);
    }

    /** As long division does it, with digits as long as the divisor. */
    private static BigInteger byBlocks(BigInteger dividend, BigInteger divisor) {
        int block = divisor.bitLength();
        int quotientBits = dividend.bitLength() - block + 1;
        BigInteger reciprocal = reciprocal(divisor, Math.min(quotientBits, block) + GUARD_BITS);
        BigInteger quotient = BigInteger.ZERO;
        BigInteger remainder = BigInteger.ZERO;
        int start = (dividend.bitLength() - 1) / block * block;
        for (int low = start; low >= 0; low -= block) {
            BigInteger digit = dividend.shiftRight(low);
            if (low < start) {
                digit = digit.subtract(dividend.shiftRight(low + block).shiftLeft(block));
            }
            remainder = remainder.shiftLeft(block).add(digit);
            BigInteger part = estimate(remainder, divisor, reciprocal);
            remainder = remainder.subtract(JavaMultiplication.product(part, divisor));
            while (remainder.signum() < 0) {
                part = part.subtract(BigInteger.ONE);
                remainder = remainder.add(divisor);
            }
            while (remainder.compareTo(divisor) >= 0) {
                part = part.add(BigInteger.ONE);
                remainder = remainder.subtract(divisor);
            }
            quotient = quotient.shiftLeft(block).add(part);
        }
        return quotient;
    }

    /** A few units from the quotient. */
    private static BigInteger estimate(BigInteger dividend, BigInteger divisor, BigInteger reciprocal) {
        int precision = reciprocal.bitLength() - 1; // That is 2^(bits of the divisor + precision) / divisor.
        int dropped = Math.max(0, dividend.bitLength() - precision - 1);
        int shift = divisor.bitLength() + precision - dropped;
        return JavaMultiplication.product(dividend.shiftRight(dropped), reciprocal)
                .shiftRight(shift);
    }

    /**
     * A few units from 2<sup>bits + precision</sup> / divisor, with the divisor's number of bits; at least
     * 2<sup>precision</sup>, and at most twice that.
     */
    private static BigInteger reciprocal(BigInteger divisor, int precision) {
        int bits = divisor.bitLength();
        int dropped = Math.max(0, bits - precision - GUARD_BITS);
        BigInteger top = divisor.shiftRight(dropped);
        if (precision < NEWTON_BITS) {
            return BigInteger.ONE.shiftLeft(bits - dropped + precision).divide(top);
        }
        int half = precision / 2 + GUARD_BITS;
        BigInteger rough = reciprocal(top, half);
        BigInteger square = JavaMultiplication.product(rough, rough);
        BigInteger correction =
                JavaMultiplication.product(square, top).shiftRight(bits - dropped + 2 * half - precision);
        BigInteger refined = rough.shiftLeft(precision - half + 1).subtract(correction);
        BigInteger least = BigInteger.ONE.shiftLeft(precision);
        return refined.max(least).min(least.shiftLeft(1).subtract(BigInteger.ONE));
    }
}
