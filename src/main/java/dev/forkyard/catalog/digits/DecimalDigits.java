package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a fraction as decimal digits, by multiplying it: the digits before the middle are those of the fraction itself,
 * to fewer bits; those after it are of the fraction that is left of it times a power of ten.
 *
 * <p>Nothing is divided, which makes it faster than the conversion of an integer, and any stretch of digits can be had
 * without the others. Source: D. Bernstein, <i>Scaled remainder trees</i>, 2004; the fraction's error as here.
 *
 * <p>A fraction f is known by y, w and b: f 2<sup>b</sup> is at least y and below y + w. What is made of it:
 *
 * <ul>
 *   <li>With s bits fewer, it is known by ⌊y / 2<sup>s</sup>⌋ and ⌊w / 2<sup>s</sup>⌋ + 2.
 *   <li>Times 10<sup>h</sup>, with its integer part taken off and as many bits fewer as 10<sup>h</sup> ≤ 2<sup>s</sup>
 *       has, it is known by ⌊(y 10<sup>h</sup> mod 2<sup>b</sup>) / 2<sup>s</sup>⌋ and w + 2: 10<sup>h</sup> makes w
 *       no longer than the bits taken off make it shorter. Since 10<sup>h</sup> = 5<sup>h</sup> 2<sup>h</sup>, it is
 *       enough to multiply by 5<sup>h</sup>.
 * </ul>
 *
 * <p>Both are true of f's own digits only if no multiple of 2<sup>b</sup> lies between y and y + w. If one does, there is
 * doubt, and more bits are needed.
 */
final class DecimalDigits {

    /** More than log2 of 10. */
    private static final double BITS_PER_DIGIT = 3.32192809488737;

    private static final int LEAF_DIGITS = 1200;

    private final Workspace workspace;
    private final DigitSink sink;
    private final int guardBits;

    /** At index i, 5 to the power of length / 2^(i+1). */
    private final List<MutableInteger> powers = new ArrayList<>();

    private long length;

    /**
     * For fractions known to some bits more than their digits need.
     *
     * @param guardBits how many more, at least 1; the more, the rarer a doubt
     */
    DecimalDigits(Workspace workspace, int guardBits, DigitSink sink) {
        this.workspace = workspace;
        this.guardBits = guardBits;
        this.sink = sink;
    }

    /** Enough bits to tell so many digits by. */
    static long bits(long digits) {
        return (long) Math.ceil(digits * BITS_PER_DIGIT) + 1;
    }

    /**
     * Writes the digits after the point from one to another, each at its number.
     *
     * @param fraction from 0 to below 1, which is left as it is
     * @param from the first digit to be written, 0 for the first after the point
     * @param to one beyond the last
     * @return false if the error of the fraction, or the guard bits, leave a doubt of them
     * @throws InterruptedException soon after the task was cancelled
     */
    boolean write(FixedPoint fraction, long from, long to, TaskProgress progress)
            throws IOException, InterruptedException {
        length = to - from;
        try (MutableInteger error = workspace.of(fraction.error());
                Interval all = new Interval(
                        fraction.mantissa().copy().subtract(error), 2 * fraction.error(), fraction.bits())) {
            if (all.leavesDoubt()) {
                return false;
            }
            try (Interval cut = all.cutTo(bits(to) + guardBits)) {
                if (from > 0) {
                    try (MutableInteger power = workspace.power(5, from)) {
                        cut.skip(from, power);
                    }
                }
                progress.reached(0.1);
                preparePowers();
                return !cut.leavesDoubt() && write(cut, from, length, 0, progress.part(0.1, 1));
            }
        } finally {
            powers.forEach(MutableInteger::close);
            powers.clear();
        }
    }

    /**
     * What is left of a fraction behind its first digits, to as many bits fewer as told these. A doubt of these is one of
     * what is left too.
     *
     * @param fraction from 0 to below 1, which is used up
     * @param digits how many, at least 1
     */
    static FixedPoint skip(FixedPoint fraction, long digits, Workspace workspace) {
        try (MutableInteger power = workspace.power(5, digits)) {
            long bits = skip(fraction.mantissa(), fraction.bits(), digits, power);
            return new FixedPoint(fraction.mantissa(), bits, fraction.error() + 2);
        }
    }

    /** Drops digits from a mantissa of so many bits, with the bits that told them; how many are left. */
    private static long skip(MutableInteger mantissa, long bits, long digits, MutableInteger powerOfFive) {
        long cut = bits(digits);
        mantissa.multiply(powerOfFive).keepLowBits(bits - digits).shiftRight(cut - digits);
        return bits - cut;
    }

    private void preparePowers() {
        for (int i = 1; length >> i > LEAF_DIGITS / 2; i++) {
            powers.add(workspace.power(5, length >> i));
        }
    }

    private boolean write(Interval fraction, long position, long digits, int level, TaskProgress progress)
            throws IOException, InterruptedException {
        progress.checkCancelled();
        if (level == powers.size()) {
            return writeLeaf(fraction, position, (int) digits);
        }
        long first = length >> (level + 1);
        boolean sure;
        try (Interval high = fraction.cutTo(bits(first) + guardBits)) {
            sure = !high.leavesDoubt() && write(high, position, first, level + 1, progress.part(0, 0.45));
        }
        if (!sure) {
            return false;
        }
        fraction.skip(first, powers.get(level));
        progress.reached(0.55);
        return !fraction.leavesDoubt()
                && write(fraction, position + first, digits - first, level + 1, progress.part(0.55, 1));
    }

    private boolean writeLeaf(Interval fraction, long position, int digits) throws IOException {
        long bits = fraction.bits;
        MutableInteger mantissa = fraction.mantissa;
        try (MutableInteger power = workspace.power(5, digits);
                MutableInteger written = mantissa.multiply(power).copy().shiftRight(bits - digits);
                MutableInteger end = power.multiply(fraction.width).add(mantissa.keepLowBits(bits - digits))) {
            sink.write(position, written.toDigits(digits));
            return end.bitLength() <= bits - digits;
        }
    }

    /** What is known of a fraction; its mantissa is its own. */
    private final class Interval implements AutoCloseable {

        private final MutableInteger mantissa;
        private long width;
        private long bits;

        Interval(MutableInteger mantissa, long width, long bits) {
            this.mantissa = mantissa;
            this.width = width;
            this.bits = bits;
        }

        /** Another, of no more bits. */
        Interval cutTo(long fewer) {
            long cut = Math.max(0, bits - fewer);
            long wider = cut == 0 ? width : (cut < Long.SIZE ? width >> cut : 0) + 2;
            return new Interval(mantissa.copy().shiftRight(cut), wider, bits - cut);
        }

        /** Drops digits, with the bits that told them. */
        void skip(long digits, MutableInteger powerOfFive) {
            bits = DecimalDigits.skip(mantissa, bits, digits, powerOfFive);
            width += 2;
        }

        /** Whether it may reach beyond what a fraction can be. */
        boolean leavesDoubt() {
            if (mantissa.signum() < 0) {
                return true;
            }
            try (MutableInteger end = workspace.of(width).add(mantissa)) {
                return end.bitLength() > bits;
            }
        }

        @Override
        public void close() {
            mantissa.close();
        }
    }
}
