package dev.forkyard.catalog.hexdigits;

import java.math.BigInteger;
import java.util.Locale;
import org.apfloat.ApfloatMath;

/** All digits of π up to some position: by Machin's formula, 16 arctan 1/5 - 4 arctan 1/239, and by Apfloat. */
final class ReferenceHexPi {

    private static final int GUARD_BITS = 64;

    private ReferenceHexPi() {}

    /** The first digits after the point. */
    static String digits(int count) {
        String digits = scaled(4 * count).toString(16).toUpperCase(Locale.ROOT);
        return digits.substring(digits.length() - count);
    }

    /** The first digits after the point, by Apfloat. */
    static String apfloat(int count) {
        String pi = ApfloatMath.pi(count + 20L, 16).toString(true);
        return pi.substring(2, 2 + count).toUpperCase(Locale.ROOT);
    }

    /** π · 2<sup>bits</sup>, rounded down. */
    static BigInteger scaled(int bits) {
        BigInteger one = BigInteger.ONE.shiftLeft(bits + GUARD_BITS);
        BigInteger pi = arctanOfInverse(5, one)
                .shiftLeft(4)
                .subtract(arctanOfInverse(239, one).shiftLeft(2));
        return pi.shiftRight(GUARD_BITS);
    }

    private static BigInteger arctanOfInverse(int x, BigInteger one) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = one.divide(BigInteger.valueOf(x));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() != 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
