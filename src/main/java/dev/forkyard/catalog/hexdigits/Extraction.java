package dev.forkyard.catalog.hexdigits;

import dev.forkyard.catalog.hexdigits.Formula.Fraction;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The fractional part of 16<sup>position-1</sup> π to so many words, in units of the last bit.
 *
 * <p>The terms whose power of 2 is an integer, its head, are reduced modulo their denominators and summed by a
 * {@link Kernel}, in any ranges; the tail, a few hundred terms at most whose powers are fractions, by big integers.
 *
 * <p>Each fraction is rounded down, by less than one unit, and the terms left out have less than 2<sup>-8</sup> units
 * each, in a series that decreases by {@code step} bits from term to term. So the error, to either side, is less than
 * the number of fractions in head and tail, plus one.
 */
record Extraction(Formula formula, long position, int words) {

    private static final long CHECK_NANOS = Duration.ofMillis(5).toNanos();

    /** Bits beyond those asked for and the error's: with them, a job's last digit is in doubt with a probability below 2^-48. */
    static final int GUARD_BITS = 48;

    /** With the fewest words that give the error and the guard bits room after the digits. */
    static Extraction of(Formula formula, long position, int count, int guardBits) {
        long bits = 4L * count + guardBits + 8;
        long fractions =
                (4 * position + bits) / formula.step() * formula.fractions().size();
        bits += Long.SIZE - Long.numberOfLeadingZeros(fractions);
        return new Extraction(formula, position, (int) Math.max(1, (bits + HexWords.BITS - 1) / HexWords.BITS));
    }

    Extraction withMoreWords() {
        return new Extraction(formula, position, words * 2);
    }

    /** How many terms the head has. */
    long headTerms() {
        return exponent(0) < 0 ? 0 : exponent(0) / formula.step() + 1;
    }

    long exponent(long n) {
        return 4 * (position - 1) + formula.offset() - formula.step() * n;
    }

    int bits() {
        return words * HexWords.BITS;
    }

    /** The number of terms, beginning with the head's, that are not left out. */
    private long summedTerms() {
        return (exponent(0) + bits() + 16) / formula.step() + 1;
    }

    BigInteger error() {
        return BigInteger.valueOf(summedTerms() * formula.fractions().size() + 1);
    }

    /** About how many nanoseconds a kernel with vectors takes for a range of the head's terms. */
    double estimatedNanos(long first, long terms) {
        int exponentBits = Long.SIZE - Long.numberOfLeadingZeros(exponent(first + terms / 2) | 1);
        int squarings = Math.max(Block.LOW_BITS, exponentBits - 6);
        return formula.fractions().size() * terms * (0.6 + 0.14 * squarings + 0.14 * words);
    }

    /**
     * The sum of a range of the head's terms.
     *
     * @throws InterruptedException within milliseconds after the checkpoint asked for it
     */
    BigInteger head(long first, long terms, Kernel kernel, Checkpoint checkpoint) throws InterruptedException {
        long checked = System.nanoTime();
        for (long done = 0; done < terms; ) {
            Block block = Block.of(first + done, terms - done, exponent(first + done), formula.step());
            kernel.add(block);
            done += block.terms();
            long now = System.nanoTime();
            if (now - checked > CHECK_NANOS) {
                checkpoint.reached((double) done / terms);
                checked = now;
            }
        }
        checkpoint.reached(1);
        return kernel.sum().toBigInteger();
    }

    /** The sum of the terms beyond the head, which may be negative. */
    BigInteger tail() {
        BigInteger sum = BigInteger.ZERO;
        for (long n = headTerms(); n < summedTerms(); n++) {
            for (Fraction fraction : formula.fractions()) {
                int exponent = (int) exponent(n) + fraction.shift() + bits();
                if (exponent >= 0) {
                    BigInteger rounded =
                            BigInteger.ONE.shiftLeft(exponent).divide(BigInteger.valueOf(fraction.denominator(n)));
                    sum = fraction.sign() * formula.sign(n) > 0 ? sum.add(rounded) : sum.subtract(rounded);
                }
            }
        }
        return sum;
    }

    /**
     * The digits from the position on, if the error leaves no doubt of them.
     *
     * @param head the sum of all the head's terms, to which any multiple of 1 may have been added
     */
    Optional<String> digits(BigInteger head, int count) {
        BigInteger fraction = head.add(tail()).mod(BigInteger.ONE.shiftLeft(bits()));
        int surplus = bits() - 4 * count;
        BigInteger low = fraction.subtract(error()).shiftRight(surplus);
        BigInteger high = fraction.add(error()).shiftRight(surplus);
        if (!low.equals(high)) {
            return Optional.empty();
        }
        String digits = low.toString(16).toUpperCase(Locale.ROOT);
        return Optional.of("0".repeat(count - digits.length()) + digits);
    }
}
