package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * Splits numbers into coefficients of 182 bits, the residues of which a transform works on, and puts products together
 * from theirs by the Chinese remainder theorem.
 *
 * <p>A product's coefficient c, a sum of fewer than 2<sup>30</sup> products of two coefficients, is less than
 * 2<sup>394</sup>; the product M of the moduli is more than 2<sup>399</sup>. With M<sub>i</sub> = M/p<sub>i</sub> and
 * v<sub>i</sub> the least residue of c/M<sub>i</sub> modulo p<sub>i</sub>, c = Σ v<sub>i</sub>M<sub>i</sub> − qM, where
 * q is the integer nearest Σ v<sub>i</sub>/p<sub>i</sub>, as c/M is less than 1/32. This sum is computed modulo
 * 2<sup>416</sup> in 16 digits between ±2<sup>25</sup>, without carries: the halves of the v<sub>i</sub> are at most
 * 2<sup>24</sup> each, and 16 times the product of both bounds is 2<sup>53</sup>. The constant digits themselves leave
 * more room than that, and it is checked that they do.
 */
final class Coefficients {

    /** Bits in a coefficient: seven digits. */
    static final int BITS = 182;

    private static final int ROW = Moduli.COUNT;
    private static final int DIGIT_BITS = 26;
    private static final int DIGITS = 16;
    private static final int DIGITS_PER_COEFFICIENT = BITS / DIGIT_BITS;
    private static final int PIECE_BITS = 46;
    private static final int PIECES = 4;
    private static final int ROWS_AT_A_TIME = 32;

    private static final double[] POWERS = powers();
    private static final double[] INVERSES = inverses();
    private static final double[] MODULUS = digits(modulus());
    private static final double[] HIGH_WEIGHTS = weights(25);
    private static final double[] LOW_WEIGHTS = weights(0);

    static {
        checkThatSumsAreExact();
    }

    private Coefficients() {}

    /** How many coefficients a number of so many limbs has. */
    static int count(int limbs) {
        return Math.toIntExact((64L * limbs + BITS - 1) / BITS);
    }

    /** Sets the first rows of x to the coefficients of the number that the limbs from one to another are. */
    static void split(CoefficientKernels kernels, long[] number, int from, int to, double[] x) {
        double[] pieces = new double[PIECES * ROWS_AT_A_TIME];
        int count = count(to - from);
        for (int first = 0; first < count; first += ROWS_AT_A_TIME) {
            int rows = Math.min(ROWS_AT_A_TIME, count - first);
            for (int k = 0; k < rows; k++) {
                long bit = 64L * from + (long) BITS * (first + k);
                for (int i = 0; i < PIECES; i++) {
                    int bits = i < PIECES - 1 ? PIECE_BITS : BITS - PIECE_BITS * (PIECES - 1);
                    pieces[PIECES * k + i] = bits(number, to, bit + (long) PIECE_BITS * i, bits);
                }
            }
            kernels.residues(pieces, POWERS, x, first, rows);
        }
    }

    private static long bits(long[] number, int to, long bit, int bits) {
        int limb = (int) (bit >>> 6);
        int shift = (int) (bit & 63);
        long low = limb < to ? number[limb] >>> shift : 0;
        long high = shift + bits > 64 && limb + 1 < to ? number[limb + 1] << -shift : 0;
        return (low | high) & ((1L << bits) - 1);
    }

    /**
     * Adds to limbs from {@code from} on, which it knows to suffice, the number whose first coefficients, times a
     * power of two, are the rows of x.
     */
    static void join(CoefficientKernels kernels, double[] x, int count, int factor, long[] number, int from, int to) {
        double[] scale = scale(factor);
        double[] halves = new double[2 * ROW * ROWS_AT_A_TIME];
        double[] fractions = new double[ROW * ROWS_AT_A_TIME];
        double[] digits = new double[DIGITS * ROWS_AT_A_TIME];
        LimbWriter writer = new LimbWriter(number, from, to);
        for (int first = 0; first < count; first += ROWS_AT_A_TIME) {
            int rows = Math.min(ROWS_AT_A_TIME, count - first);
            kernels.halves(x, first, rows, scale, halves, fractions);
            kernels.quotients(fractions, MODULUS, digits, rows);
            kernels.combine(halves, 0, HIGH_WEIGHTS, digits, rows);
            kernels.combine(halves, 1, LOW_WEIGHTS, digits, rows);
            writer.write(digits, rows);
        }
        writer.finish();
    }

    /** Row i is the residue of 2 to the power of i + 1 pieces. */
    private static double[] powers() {
        double[] powers = new double[ROW * (PIECES - 1)];
        for (int k = 1; k < PIECES; k++) {
            for (int i = 0; i < ROW; i++) {
                powers[ROW * (k - 1) + i] = Moduli.reduce(BigInteger.ONE.shiftLeft(PIECE_BITS * k), i);
            }
        }
        return powers;
    }

    private static BigInteger modulus() {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < ROW; i++) {
            product = product.multiply(Moduli.prime(i));
        }
        return product;
    }

    /** Row i has the digits of M_i, shifted left. */
    private static double[] weights(int shift) {
        double[] weights = new double[ROW * DIGITS];
        for (int i = 0; i < ROW; i++) {
            BigInteger weight = modulus().divide(Moduli.prime(i)).shiftLeft(shift);
            System.arraycopy(digits(weight), 0, weights, DIGITS * i, DIGITS);
        }
        return weights;
    }

    /** Digits between ±2 to the power of 25, the sum of which is the value modulo 2 to the power of 416. */
    private static double[] digits(BigInteger value) {
        double[] digits = new double[DIGITS];
        BigInteger rest = value;
        for (int i = 0; i < DIGITS; i++) {
            long low = rest.longValue() << (64 - DIGIT_BITS) >> (64 - DIGIT_BITS);
            digits[i] = low;
            rest = rest.subtract(BigInteger.valueOf(low)).shiftRight(DIGIT_BITS);
        }
        return digits;
    }

    private static void checkThatSumsAreExact() {
        for (int digit = 0; digit < DIGITS; digit++) {
            double bound = ROW * Math.abs(MODULUS[digit]);
            for (int i = 0; i < ROW; i++) {
                bound += 0x1p24 * Math.abs(HIGH_WEIGHTS[DIGITS * i + digit]);
                bound += 0x1p24 * Math.abs(LOW_WEIGHTS[DIGITS * i + digit]);
            }
            if (bound > 0x1p53) {
                throw new IllegalStateException("The sums of digit " + digit + " are inexact");
            }
        }
    }

    /** Row of 1/(factor·M_i). */
    private static double[] scale(int factor) {
        double[] scale = new double[ROW];
        for (int i = 0; i < ROW; i++) {
            BigInteger p = Moduli.prime(i);
            double half = Moduli.reduce(BigInteger.TWO.modInverse(p), i);
            scale[i] = INVERSES[i];
            for (int f = factor; f > 1; f /= 2) {
                scale[i] = Moduli.reduce(Moduli.product(scale[i], half, i), i);
            }
        }
        return scale;
    }

    private static double[] inverses() {
        double[] inverses = new double[ROW];
        for (int i = 0; i < ROW; i++) {
            BigInteger p = Moduli.prime(i);
            inverses[i] = Moduli.reduce(modulus().divide(p).modInverse(p), i);
        }
        return inverses;
    }

    /** Carries the digits of overlapping coefficients into limbs. */
    private static final class LimbWriter {

        private final long[] limbs;
        private final int to;
        private final double[] window = new double[DIGITS * (ROWS_AT_A_TIME + 2)];
        private int at;
        private boolean limbCarry;
        private long digitCarry;
        private long bits;
        private int bitCount;

        LimbWriter(long[] limbs, int from, int to) {
            this.limbs = limbs;
            this.at = from;
            this.to = to;
        }

        /** The window has the last two coefficients before those to be written, which overlap with them. */
        void write(double[] digits, int rows) {
            System.arraycopy(digits, 0, window, 2 * DIGITS, DIGITS * rows);
            long carry = digitCarry;
            long low = bits;
            int count = bitCount;
            for (int k = 2; k < rows + 2; k++) {
                int row = DIGITS * k;
                int previous = row - DIGITS + DIGITS_PER_COEFFICIENT;
                int last = row - 2 * DIGITS + 2 * DIGITS_PER_COEFFICIENT;
                for (int i = 0; i < DIGITS_PER_COEFFICIENT; i++) {
                    carry += (long) window[row + i] + (long) window[previous + i];
                    if (i < DIGITS - 2 * DIGITS_PER_COEFFICIENT) {
                        carry += (long) window[last + i];
                    }
                    long digit = carry & ((1 << DIGIT_BITS) - 1);
                    carry >>= DIGIT_BITS;
                    low |= digit << count;
                    count += DIGIT_BITS;
                    if (count >= 64) {
                        add(low);
                        count -= 64;
                        low = digit >>> (DIGIT_BITS - count);
                    }
                }
            }
            digitCarry = carry;
            bits = low;
            bitCount = count;
            System.arraycopy(window, DIGITS * rows, window, 0, 2 * DIGITS);
        }

        void finish() {
            write(new double[2 * DIGITS], 2);
            add(bits);
        }

        private void add(long limb) {
            if (at < to) {
                long sum = limbs[at] + limb;
                boolean carry = Long.compareUnsigned(sum, limb) < 0;
                if (limbCarry) {
                    sum++;
                    carry |= sum == 0;
                }
                limbs[at++] = sum;
                limbCarry = carry;
            }
        }
    }
}
