package dev.forkyard.catalog.hexdigits;

import java.math.BigInteger;

/**
 * The fractional part of an exact sum, in words of nine hexadecimal digits, the first the most significant.
 *
 * <p>An instance belongs to one thread.
 */
final class HexWords {

    static final int BITS = 36;

    private final long[] words;

    HexWords(int words) {
        this.words = new long[words];
    }

    int size() {
        return words.length;
    }

    /** Adds to a word, which has room for 2^63 - 2^37 until {@link #carry} is called. */
    void add(int word, long value) {
        words[word] += value;
    }

    /** Brings every word into its range again; what is carried beyond the point is dropped. */
    void carry() {
        long carry = 0;
        for (int i = words.length - 1; i >= 0; i--) {
            long sum = words[i] + carry;
            words[i] = sum & ((1L << BITS) - 1);
            carry = sum >> BITS;
        }
    }

    /** The fraction in units of its last bit. */
    BigInteger toBigInteger() {
        carry();
        BigInteger value = BigInteger.ZERO;
        for (long word : words) {
            value = value.shiftLeft(BITS).add(BigInteger.valueOf(word));
        }
        return value;
    }
}
