package dev.forkyard.catalog.digits;

import java.math.BigInteger;
import org.apfloat.ApfloatMath;

/** π by other formulas and other code than what is tested: Machin's arctangents here, and Apfloat's own. */
final class ReferencePi {

    private static final int GUARD_DIGITS = 20;

    private ReferencePi() {}

    static String machin(int precision) {
        BigInteger unit = BigInteger.TEN.pow(precision + GUARD_DIGITS);
        BigInteger quarter = inverseArctangent(5, unit).shiftLeft(2).subtract(inverseArctangent(239, unit));
        return truncated(
                new StringBuilder(quarter.shiftLeft(2).toString())
                        .insert(1, '.')
                        .toString(),
                precision);
    }

    static String apfloat(int precision) {
        return truncated(ApfloatMath.pi(precision + GUARD_DIGITS).toString(true), precision);
    }

    private static BigInteger inverseArctangent(int x, BigInteger unit) {
        BigInteger square = BigInteger.valueOf(-(long) x * x);
        BigInteger power = unit.divide(BigInteger.valueOf(x));
        BigInteger sum = power;
        for (int n = 3; power.signum() != 0; n += 2) {
            power = power.divide(square);
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
        }
        return sum;
    }

    private static String truncated(String digits, int precision) {
        return precision == 1 ? "3" : digits.substring(0, precision + 1);
    }
}
