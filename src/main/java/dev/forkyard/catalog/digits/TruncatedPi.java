package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes π cut off after a number of digits, every one of them right.
 *
 * <p>The series is asked for some guard bits more than the digits need. When its error bound leaves a doubt of the
 * last digit, because the digits after the cut are nearly all 9 or all 0, it is asked again for twice as many guard
 * bits (A. Ziv, <i>Fast evaluation of elementary mathematical functions with correctly rounded last bit</i>, ACM TOMS
 * 17, 1991).
 */
final class TruncatedPi {

    private static final int FIRST_GUARD_BITS = 64;

    private final PiSeries series;
    private final Arithmetic arithmetic;
    private final int firstGuardBits;

    TruncatedPi(PiSeries series, Arithmetic arithmetic) {
        this(series, arithmetic, FIRST_GUARD_BITS);
    }

    TruncatedPi(PiSeries series, Arithmetic arithmetic, int firstGuardBits) {
        this.series = series;
        this.arithmetic = arithmetic;
        this.firstGuardBits = firstGuardBits;
    }

    /**
     * Writes the digits after the point: of 3.14, the 1 at position 0 and the 4 at 1.
     *
     * @param decimals how many, at least 0
     * @throws InterruptedException soon after the task was cancelled
     */
    void write(long decimals, DigitSink sink, TaskProgress progress) throws IOException, InterruptedException {
        int guardBits = firstGuardBits;
        while (!write(decimals, guardBits, sink, progress)) {
            guardBits *= 2;
        }
    }

    private boolean write(long decimals, int guardBits, DigitSink sink, TaskProgress progress)
            throws IOException, InterruptedException {
        try (Workspace workspace = arithmetic.open()) {
            long bits = DecimalDigits.bits(decimals) + guardBits;
            FixedPoint pi = series.pi(bits, workspace, progress.part(0, 0.85));
            pi.mantissa().subtract(workspace.of(3).shiftLeft(bits));
            return new DecimalDigits(workspace, guardBits, sink).write(pi, 0, decimals, progress.part(0.85, 1));
        }
    }

    /**
     * π truncated to so many significant digits, the leading 3 included: 3 gives {@code 3.14}.
     *
     * @throws IllegalArgumentException if the precision is below 1
     * @throws InterruptedException soon after the task was cancelled
     */
    String digits(int precision, TaskProgress progress) throws IOException, InterruptedException {
        if (precision < 1) {
            throw new IllegalArgumentException("precision must be at least 1, but is " + precision);
        }
        if (precision == 1) {
            return "3";
        }
        byte[] text = new byte[precision + 1];
        text[0] = '3';
        text[1] = '.';
        write(precision - 1, (at, digits) -> System.arraycopy(digits, 0, text, (int) at + 2, digits.length), progress);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
