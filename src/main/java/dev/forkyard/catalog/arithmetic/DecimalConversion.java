package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes huge integers as decimal digits by multiplications, which are several times faster than the divisions that
 * {@link BigInteger#toString()} does.
 *
 * <p>Of n digits with the value v, x = (v + 1/4) / 10<sup>n</sup> is computed as a binary fraction. The first half of
 * the digits are those of x; x times 10<sup>n/2</sup> has them before its point, and after it has the fraction that the
 * second half are the digits of. Either half needs x with half as many bits only. Each cut makes a fraction smaller by
 * less than 2<sup>−GUARD_BITS</sup> units of its last digit; a second half has room for that in the 1/4. A first half
 * whose second begins with zeros may come out too small by one; that is seen by its last digit being odd where it should
 * be even or the other way round, and put right.
 *
 * <p>Source: the fractions are those of D. Bernstein, <i>Scaled remainder trees</i>, 2004, applied to the algorithm of
 * R. Brent, P. Zimmermann, <i>Modern Computer Arithmetic</i>, 2010, section 1.7.2.
 */
final class DecimalConversion {

    private static final int DIRECT_DIGITS = 600;
    private static final int GUARD_BITS = 40;
    private static final int GROUP_DIGITS = 9;
    private static final int GROUP = 1_000_000_000;
    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private final int pieceDigits;

    /** At index i, 5 to the power of pieceDigits·2^i. */
    private final BigInteger[] powers;

    private final byte[] digits;

    private DecimalConversion(int length) {
        int levels = 0;
        while (length >> levels > DIRECT_DIGITS) {
            levels++;
        }
        int least = (length + (1 << levels) - 1) >> levels;
        pieceDigits = (least + GROUP_DIGITS - 1) / GROUP_DIGITS * GROUP_DIGITS;
        powers = new BigInteger[levels + 1];
        powers[0] = BigInteger.valueOf(5).pow(pieceDigits);
        for (int i = 1; i <= levels; i++) {
            powers[i] = TransformProduct.of(powers[i - 1], powers[i - 1]);
        }
        digits = new byte[pieceDigits << levels];
    }

    /**
     * The digits in ASCII, leading zeros included.
     *
     * @param value from 0
     * @throws ArithmeticException if it has more digits than {@code length}
     */
    static byte[] digits(BigInteger value, int length) {
        DecimalConversion conversion = new DecimalConversion(Math.max(1, length));
        conversion.write(value);
        int surplus = conversion.digits.length - length;
        for (int i = 0; i < surplus; i++) {
            if (conversion.digits[i] != '0') {
                throw new ArithmeticException("the number does not fit " + length + " digits");
            }
        }
        return surplus == 0 ? conversion.digits : Arrays.copyOfRange(conversion.digits, surplus, surplus + length);
    }

    private void write(BigInteger value) {
        int level = powers.length - 1;
        BigInteger power = powers[level];
        if (value.signum() < 0 || value.bitLength() > power.bitLength() + digits.length) {
            throw new ArithmeticException("the number is negative or too long");
        }
        if (level == 0) {
            writeDirectly(value);
            return;
        }
        int bits = bits(level);
        int precision = bits + GUARD_BITS;
        BigInteger reciprocal = Reciprocal.of(power, precision);
        BigInteger quadruple = value.shiftLeft(2).setBit(0);
        BigInteger fraction = TransformProduct.of(quadruple, reciprocal)
                .shiftRight(power.bitLength() + precision + digits.length + 2 - bits);
        write(fraction, 0, level);
    }

    /** How many bits a fraction has that so many pieces are to be read from. */
    private int bits(int level) {
        return (int) (BITS_PER_DIGIT * ((long) pieceDigits << level)) + GUARD_BITS;
    }

    private void write(BigInteger fraction, int at, int level) {
        if (level == 0) {
            writePiece(fraction, at);
            return;
        }
        int half = level - 1;
        int halfDigits = pieceDigits << half;
        int point = bits(level) - halfDigits;
        int dropped = bits(level) - bits(half);
        write(fraction.shiftRight(dropped), at, half);
        BigInteger product = TransformProduct.of(fraction, powers[half]);
        if (product.testBit(point) != (digits[at + halfDigits - 1] % 2 != 0)) {
            increment(at + halfDigits - 1);
        }
        BigInteger rest = product.subtract(product.shiftRight(point).shiftLeft(point));
        write(rest.shiftRight(point - bits(half)), at + halfDigits, half);
    }

    /** Each multiplication brings a group of digits before the point, and makes as many bits at the end unneeded. */
    private void writePiece(BigInteger fraction, int at) {
        int bits = bits(0);
        int size = (bits + Integer.SIZE - 1) / Integer.SIZE;
        int[] words = words(fraction.shiftLeft(size * Integer.SIZE - bits), size);
        for (int done = 0; done < pieceDigits; done += GROUP_DIGITS) {
            int unneeded = (int) (BITS_PER_DIGIT * done) / Integer.SIZE;
            long carry = 0;
            for (int i = unneeded; i < size; i++) {
                carry += (words[i] & 0xffff_ffffL) * GROUP;
                words[i] = (int) carry;
                carry >>>= Integer.SIZE;
            }
            writeGroup((int) carry, at + done);
        }
    }

    /** The least significant is the first. */
    private static int[] words(BigInteger value, int size) {
        byte[] bytes = value.toByteArray();
        int[] words = new int[size];
        for (int i = 0; i < bytes.length; i++) {
            int weight = bytes.length - 1 - i;
            if (weight / Integer.BYTES < size) {
                words[weight / Integer.BYTES] |= (bytes[i] & 0xff) << (weight % Integer.BYTES * Byte.SIZE);
            }
        }
        return words;
    }

    private void writeGroup(int group, int at) {
        int rest = group;
        for (int i = at + GROUP_DIGITS - 1; i >= at; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void writeDirectly(BigInteger value) {
        byte[] written = value.toString().getBytes(StandardCharsets.US_ASCII);
        if (written.length > digits.length) {
            throw new ArithmeticException("the number does not fit " + digits.length + " digits");
        }
        int zeros = digits.length - written.length;
        Arrays.fill(digits, 0, zeros, (byte) '0');
        System.arraycopy(written, 0, digits, zeros, written.length);
    }

    private void increment(int last) {
        int i = last;
        while (digits[i] == '9') {
            digits[i--] = '0';
        }
        digits[i]++;
    }
}
