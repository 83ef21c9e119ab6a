package dev.forkyard.catalog.functions;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact arithmetic of numbers that are each a {@link BigInteger} or a {@link BigDecimal}; integers stay integers. */
final class Numbers {

    /** Most decimal digits, about, of a power: it takes a fraction of a second, and its text a megabyte. */
    private static final int MOST_DIGITS = 1_000_000;

    private static final double BITS_OF_A_DIGIT = Math.log(10) / Math.log(2);

    private Numbers() {}

    static Number add(Object x, Object y) {
        if (x instanceof BigInteger a && y instanceof BigInteger b) {
            return a.add(b);
        }
        return decimal(x).add(decimal(y));
    }

    static Number multiply(Object x, Object y) {
        if (x instanceof BigInteger a && y instanceof BigInteger b) {
            return a.multiply(b);
        }
        return decimal(x).multiply(decimal(y));
    }

    /**
     * @throws IllegalArgumentException if the exponent is negative, or the power would have more than a million digits
     */
    static Number power(Object base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            throw new IllegalArgumentException("'exponent' must not be negative");
        }
        BigInteger digits = base instanceof BigInteger integer ? integer : ((BigDecimal) base).unscaledValue();
        boolean grows = digits.abs().bitLength() > 1 || !(base instanceof BigInteger);
        double bits = grows ? digits.abs().bitLength() * exponent.doubleValue() : 1;
        if (bits > MOST_DIGITS * BITS_OF_A_DIGIT) {
            throw new IllegalArgumentException("the power would have more than %d digits".formatted(MOST_DIGITS));
        }
        if (base instanceof BigInteger integer) {
            return grows ? integer.pow(exponent.intValueExact()) : unit(integer, exponent);
        }
        return ((BigDecimal) base).pow(exponent.intValueExact());
    }

    /** A power of 0, 1 or -1, of which no exponent is too large. */
    private static BigInteger unit(BigInteger base, BigInteger exponent) {
        if (exponent.signum() == 0) {
            return BigInteger.ONE;
        }
        return base.signum() < 0 && !exponent.testBit(0) ? base.negate() : base;
    }

    static BigDecimal decimal(Object number) {
        return number instanceof BigInteger integer ? new BigDecimal(integer) : (BigDecimal) number;
    }
}
