package dev.forkyard.catalog.digits;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A number known up to an error: it is less than {@code error} units away from {@code mantissa}, in units of
 * 2<sup>-bits</sup>.
 */
record FixedPoint(BigInteger mantissa, int bits, long error) {

    /**
     * The number times {@code scale}, rounded down, if the error leaves no doubt of it.
     *
     * @param scale a positive integer
     */
    Optional<BigInteger> timesRoundedDown(BigInteger scale) {
        BigInteger scaled = mantissa.multiply(scale);
        BigInteger scaledError = scale.multiply(BigInteger.valueOf(error));
        BigInteger low = scaled.subtract(scaledError).shiftRight(bits);
        BigInteger high = scaled.add(scaledError).shiftRight(bits);
        return low.equals(high) ? Optional.of(low) : Optional.empty();
    }
}
