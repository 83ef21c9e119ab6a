package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes large integers of one length as decimal digits, by dividing them in halves.
 *
 * <p>{@link BigInteger#toString()} does the same, but cannot be stopped. Source: A. Schönhage's radix conversion, in
 * R. Brent, P. Zimmermann, <i>Modern Computer Arithmetic</i>, algorithm 1.26.
 */
final class DecimalDigits {

    private static final int DIRECT_LENGTH = 1000;

    /** At index i, 10 to the power of length / 2^i. */
    private final List<BigInteger> powers;

    private final int length;

    private DecimalDigits(int length, List<BigInteger> powers) {
        this.length = length;
        this.powers = powers;
    }

    /**
     * For integers of so many digits.
     *
     * @throws InterruptedException soon after the task was cancelled
     */
    static DecimalDigits ofLength(int length, TaskProgress progress) throws InterruptedException {
        int halvings = 0;
        while (length >> halvings > DIRECT_LENGTH) {
            halvings++;
        }
        var powers = new ArrayList<BigInteger>();
        BigInteger power = BigInteger.TEN.pow(length >> halvings);
        powers.add(power);
        for (int i = halvings - 1; i >= 0; i--) {
            power = power.multiply(power);
            if ((length >> i) % 2 == 1) {
                power = power.multiply(BigInteger.TEN);
            }
            powers.add(0, power);
            progress.reached(1.0 / (1 << i));
        }
        return new DecimalDigits(length, powers);
    }

    /** 10 to the power of the length. */
    BigInteger scale() {
        return powers.get(0);
    }

    /**
     * Writes all digits, leading zeros included.
     *
     * @param value from 0 to below {@link #scale()}
     * @throws InterruptedException soon after the task was cancelled
     */
    void write(BigInteger value, StringBuilder out, TaskProgress progress) throws InterruptedException {
        write(value, length, 1, out, progress);
    }

    private void write(BigInteger value, int digits, int level, StringBuilder out, TaskProgress progress)
            throws InterruptedException {
        progress.checkCancelled();
        if (level == powers.size()) {
            String written = digits == 0 ? "" : value.toString();
            out.append("0".repeat(digits - written.length())).append(written);
            return;
        }
        int low = length >> level;
        BigInteger[] halves = value.divideAndRemainder(powers.get(level));
        progress.reached(0.3);
        write(halves[0], digits - low, level + 1, out, progress.part(0.3, 0.65));
        write(halves[1], low, level + 1, out, progress.part(0.65, 1));
    }
}
