package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Writes integers of some thousand digits at most as decimals, by dividing them by a power of ten again and again. That takes
 * as long as {@link BigInteger#toString()} does, but a JVM compiles it in a hundredth of the time.
 *
 * <p>Source: D. Knuth, <i>The Art of Computer Programming</i>, volume 2, 4.4, method 1a.
 */
final class ShortDecimals {

    private static final int CHUNK = 9;
    private static final int POWER = 1_000_000_000;

    private ShortDecimals() {}

    /**
     * The digits of a number in ASCII, with leading zeros.
     *
     * @param number at least 0
     * @param length how many digits, at least 0
     * @throws ArithmeticException if it has more digits
     */
    static byte[] digits(BigInteger number, int length) {
        int[] magnitude = magnitude(number);
        byte[] digits = new byte[length];
        int from = 0;
        for (int end = length; end > 0; end -= CHUNK) {
            while (from < magnitude.length && magnitude[from] == 0) {
                from++;
            }
            write(divide(magnitude, from), digits, end);
        }
        for (int i = from; i < magnitude.length; i++) {
            if (magnitude[i] != 0) {
                throw new ArithmeticException("the number does not fit " + length + " digits");
            }
        }
        return digits;
    }

    /** Big-endian. */
    private static int[] magnitude(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int ints = (bytes.length + Integer.BYTES - 1) / Integer.BYTES;
        ByteBuffer padded = ByteBuffer.allocate(ints * Integer.BYTES);
        padded.position(padded.capacity() - bytes.length).put(bytes).flip();
        int[] magnitude = new int[ints];
        padded.asIntBuffer().get(magnitude);
        return magnitude;
    }

    /** Divides in place by {@link #POWER}; the remainder. */
    private static int divide(int[] magnitude, int from) {
        long remainder = 0;
        for (int i = from; i < magnitude.length; i++) {
            long part = remainder << Integer.SIZE | Integer.toUnsignedLong(magnitude[i]);
            long quotient = part / POWER;
            magnitude[i] = (int) quotient;
            remainder = part - quotient * POWER;
        }
        return (int) remainder;
    }

    private static void write(int chunk, byte[] digits, int end) {
        int left = chunk;
        for (int i = end - 1; i >= Math.max(0, end - CHUNK); i--) {
            digits[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        if (left != 0) {
            throw new ArithmeticException("the number does not fit " + digits.length + " digits");
        }
    }
}
