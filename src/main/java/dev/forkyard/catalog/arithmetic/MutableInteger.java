package dev.forkyard.catalog.arithmetic;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.WritableByteChannel;

/**
 * An integer of any size and sign, which its operations change in place: {@code a.add(b)} makes {@code a} the sum, and
 * returns it. So a computation holds no more numbers than it needs, which may be a gigabyte each.
 *
 * <p>An operand may be the number itself, and is never changed otherwise. No operation can be interrupted; those that take
 * long are over as soon as one multiplication, division or root. A number that is closed, or whose workspace is, throws
 * {@link IllegalStateException}.
 */
public interface MutableInteger extends Comparable<MutableInteger>, AutoCloseable {

    /** A new number in the same workspace. */
    MutableInteger copy();

    MutableInteger add(MutableInteger summand);

    MutableInteger subtract(MutableInteger subtrahend);

    MutableInteger multiply(MutableInteger factor);

    MutableInteger multiply(long factor);

    MutableInteger negate();

    /**
     * Multiplies by a power of two.
     *
     * @param bits at least 0
     */
    MutableInteger shiftLeft(long bits);

    /**
     * Divides by a power of two and rounds down.
     *
     * @param bits at least 0
     */
    MutableInteger shiftRight(long bits);

    /**
     * Keeps the remainder, from 0, of dividing by a power of two.
     *
     * @param bits at least 0
     */
    MutableInteger keepLowBits(long bits);

    /**
     * Divides and rounds down.
     *
     * @throws ArithmeticException if the divisor is 0
     */
    MutableInteger divide(MutableInteger divisor);

    /**
     * Divides where no remainder is left; else the result is undefined.
     *
     * @throws ArithmeticException if the divisor is 0
     */
    MutableInteger divideExactly(MutableInteger divisor);

    /**
     * The largest integer whose square is not above this number.
     *
     * @throws ArithmeticException if this number is negative
     */
    MutableInteger squareRoot();

    /** -1, 0 or 1. */
    int signum();

    /** Bits of the magnitude without leading zeros; 0 for zero. */
    long bitLength();

    /** By value, while numbers are equal to none but themselves. */
    @Override
    int compareTo(MutableInteger other);

    BigInteger toBigInteger();

    /**
     * The decimal digits in ASCII, leading zeros included. For some thousand at most: it may take quadratic time.
     *
     * @param length how many digits
     * @throws ArithmeticException if this number is negative or has more digits
     */
    byte[] toDigits(int length);

    /** How many bytes {@link #write} writes. */
    long writtenLength();

    /**
     * Writes this number as raw memory: a signed 64-bit count of limbs, negative for a negative number, and the limbs of the
     * magnitude, 64 bits each, the lowest first; all little-endian. The highest limb is not 0.
     */
    void write(WritableByteChannel to) throws IOException;

    /** Releases this number. Closing it again has no effect. */
    @Override
    void close();
}
