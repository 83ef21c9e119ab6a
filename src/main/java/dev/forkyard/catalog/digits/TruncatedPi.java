package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Writes π cut off after a number of digits, every one of them right.
 *
 * <p>The series is asked for some guard bits more than the digits need. When its error bound leaves a doubt of the
 * last digit, because the digits after the cut are nearly all 9 or all 0, it is asked again for twice as many guard
 * bits (A. Ziv, <i>Fast evaluation of elementary mathematical functions with correctly rounded last bit</i>, ACM TOMS
 * 17, 1991).
 */
final class TruncatedPi {

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);
    private static final int FIRST_GUARD_BITS = 64;

    private final PiSeries series;
    private final int firstGuardBits;

    TruncatedPi(PiSeries series) {
        this(series, FIRST_GUARD_BITS);
    }

    TruncatedPi(PiSeries series, int firstGuardBits) {
        this.series = series;
        this.firstGuardBits = firstGuardBits;
    }

    /**
     * π truncated to so many significant digits, the leading 3 included: 3 gives {@code 3.14}.
     *
     * @throws IllegalArgumentException if the precision is below 1
     * @throws InterruptedException soon after the task was cancelled
     */
    String digits(int precision, TaskProgress progress) throws InterruptedException {
        if (precision < 1) {
            throw new IllegalArgumentException("precision must be at least 1, but is " + precision);
        }
        int decimals = precision - 1;
        DecimalDigits decimal = DecimalDigits.ofLength(decimals, progress.part(0, 0.05));
        BigInteger scaled = roundedDown(decimals, decimal.scale(), progress.part(0.05, 0.8));
        var digits = new StringBuilder(precision + 1).append('3');
        if (decimals > 0) {
            BigInteger fraction = scaled.subtract(decimal.scale().multiply(BigInteger.valueOf(3)));
            decimal.write(fraction, digits.append('.'), progress.part(0.8, 1));
        }
        return digits.toString();
    }

    private BigInteger roundedDown(int decimals, BigInteger scale, TaskProgress progress) throws InterruptedException {
        int bits = (int) Math.ceil(decimals * BITS_PER_DIGIT);
        for (int guardBits = firstGuardBits; ; guardBits *= 2) {
            Optional<BigInteger> scaled = series.pi(bits + guardBits, progress).timesRoundedDown(scale);
            if (scaled.isPresent()) {
                return scaled.get();
            }
        }
    }
}
