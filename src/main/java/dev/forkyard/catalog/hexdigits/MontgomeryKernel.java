package dev.forkyard.catalog.hexdigits;

import dev.forkyard.catalog.hexdigits.Formula.Fraction;

/**
 * Sums with integers, for machines on which a fused multiply-add is no instruction.
 *
 * <p>Powers are computed by Montgomery multiplication with signed residues: for odd m and |x| &lt; 2<sup>63</sup> the
 * exact integer (x² - q m) / 2<sup>64</sup>, where q ≡ x² / m modulo 2<sup>64</sup>, is x² / 2<sup>64</sup> modulo m.
 * It is at most m/2 + x² / 2<sup>64</sup> + 1. As m &lt; 2<sup>44</sup>, that stays below m (1/2 + 2<sup>-19</sup>) + 1
 * however often it is doubled and squared again, so no step needs a correction. Source: P. Montgomery, <i>Modular multiplication without
 * trial division</i>, Math. Comp. 44, 1985.
 */
final class MontgomeryKernel implements Kernel {

    /** Half a word: a residue below 2^44 can be shifted by it. */
    private static final int HALF = HexWords.BITS / 2;

    private final Formula formula;
    private final HexWords sum;

    MontgomeryKernel(Formula formula, int words) {
        this.formula = formula;
        this.sum = new HexWords(words);
    }

    @Override
    public void add(Block block) {
        for (Fraction fraction : formula.fractions()) {
            for (int i = 0; i < block.terms(); i++) {
                long n = block.first() + i;
                long m = fraction.denominator(n);
                long residue = powerOfTwo(block.exponent() - (long) formula.step() * i, m);
                add(fraction.sign() * formula.sign(n), (residue << fraction.shift()) % m, m);
            }
        }
        sum.carry();
    }

    private void add(int sign, long residue, long m) {
        long r = residue;
        for (int word = 0; word < sum.size(); word++) {
            r <<= HALF;
            long high = r / m;
            r = (r - high * m) << HALF;
            long low = r / m;
            r -= low * m;
            sum.add(word, sign * ((high << HALF) + low));
        }
    }

    /**
     * 2<sup>exponent</sup> modulo m, from 0 to m - 1.
     *
     * @param exponent not negative
     * @param m odd, less than 2<sup>44</sup>
     */
    static long powerOfTwo(long exponent, long m) {
        if (exponent < Long.SIZE) {
            return Long.remainderUnsigned(1L << exponent, m);
        }
        // The steps take x = 2^(64+g) to 2^(64+2g) or 2^(64+2g+1): they end with the exponent if g begins with its
        // lead.
        long g = exponent - 64;
        int steps = Math.max(0, 60 - Long.numberOfLeadingZeros(g | 1));
        long x = ((1L << 62) % m << ((g >> steps) + 2)) % m;
        long inverse = inverse(m);
        for (int i = steps - 1; i >= 0; i--) {
            long q = x * x * inverse;
            x = (Math.multiplyHigh(x, x) - Math.multiplyHigh(q, m)) << (g >> i & 1);
        }
        long residue = x % m;
        return residue < 0 ? residue + m : residue;
    }

    /** The inverse of an odd m modulo 2^64: m is its own modulo 8, and each step doubles the bits that are right. */
    private static long inverse(long m) {
        long inverse = m;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - m * inverse;
        }
        return inverse;
    }

    @Override
    public HexWords sum() {
        return sum;
    }
}
