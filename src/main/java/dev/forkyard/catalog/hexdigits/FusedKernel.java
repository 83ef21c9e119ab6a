package dev.forkyard.catalog.hexdigits;

import dev.forkyard.catalog.hexdigits.Formula.Fraction;
import java.util.Arrays;

/**
 * Sums with floating-point numbers that are exact integers, by loops that the JIT compiler turns into vector
 * instructions.
 *
 * <p>Residues modulo m &lt; 2<sup>44</sup> are kept as integers x of either sign. One is reduced, with y ≈ 1/m, by
 *
 * <pre>h + l = x²;  q = round(h y);  r = (h - q m) + l</pre>
 *
 * where l = fma(x, x, -h) is the exact rounding error of h = x x; the rounding to an integer adds 1.5 · 2<sup>52</sup>,
 * which needs |h y| &lt; 2<sup>51</sup>, and takes it off again; and fma(-q, m, h) is an integer below 2<sup>53</sup>, so
 * exact, as is its sum with l. So r ≡ x² exactly, and only its size depends on how well q fits: with h within
 * 2<sup>-53</sup> and y within 2<sup>-52</sup> of what they stand for, relatively, |r| ≤ m (1/2 + ε x²/m) with ε &lt;
 * 2<sup>-51</sup>.
 *
 * <p>The loops do one such step each, and read everything once and at their own index: of anything longer, some JDKs
 * make no vector instructions, or slow ones.
 *
 * <p>Two bits of the exponent take two squarings and a multiplication by a power of 2 up to 8. If |x| ≤ 5m, the first
 * squaring gives |r| ≤ m (1/2 + 25 · 2<sup>44</sup> ε) &lt; 0.7m, the second |r| ≤ m (1/2 + 2<sup>44</sup> ε / 2) &lt;
 * 0.51m, and the multiplication |x| &lt; 4.1m again.
 *
 * <p>The words of a fraction are the quotients when x 2<sup>36</sup> is reduced, then what is left times
 * 2<sup>36</sup>, and so on; h is exact and |x| &lt; 0.7m there, but for the first quotient, below 4.1 ·
 * 2<sup>44</sup>. Sums of {@value #MOST_ADDED} quotients are exact.
 */
final class FusedKernel implements Kernel {

    private static final double ROUND = 0x1.8p52;
    private static final double WORD = 1L << HexWords.BITS;

    /** 64 quotients below 4.1 · 2^44 sum to less than 2^53. */
    private static final int MOST_ADDED = 64;

    /** From here on, the denominators of a block differ from the first one by 2^-15 of it at most. */
    private static final long LARGE_DENOMINATOR = 1L << 28;

    private final Formula formula;
    private final LowExponents low;
    private final HexWords sum;

    /** At index i, i: what a denominator grows by from the first one, in units of the slope. */
    private final double[] indexes;

    private final double[] moduli;
    private final double[] inverses;
    private final double[] residues;

    /** At [digit][i], what that digit of the i-th term's exponent multiplies by. */
    private final double[][] lowPowers;

    /** At [word][i], the quotients of the i-th terms of several blocks, every second term's negated if signs alternate. */
    private final double[][] quotients;

    private int added;

    FusedKernel(Formula formula, int words) {
        this.formula = formula;
        low = new LowExponents(formula.step());
        sum = new HexWords(words);
        int most = low.mostTerms();
        indexes = new double[most];
        Arrays.setAll(indexes, i -> i);
        moduli = new double[most];
        inverses = new double[most];
        residues = new double[most];
        lowPowers = new double[LowExponents.DIGITS][most];
        quotients = new double[words][most];
    }

    @Override
    public void add(Block block) {
        low.copyPowers(block, lowPowers);
        for (Fraction fraction : formula.fractions()) {
            setModuli(fraction, block);
            raise(block);
            divide(fraction.sign() * formula.sign(block.first()), fraction.shift(), block.terms());
            added++;
            if (added == MOST_ADDED) {
                flush();
            }
        }
    }

    private void setModuli(Fraction fraction, Block block) {
        long first = fraction.denominator(block.first());
        int terms = block.terms();
        progression(moduli, indexes, fraction.slope(), (double) first, terms);
        if (first < LARGE_DENOMINATOR) {
            invert(inverses, moduli, terms);
        } else {
            invertNear(inverses, moduli, 1.0 / first, terms);
        }
    }

    /** Sets the residues to 2 to the power of the block's exponents; each is then below 4.1 times its modulus. */
    private void raise(Block block) {
        int terms = block.terms();
        long high = block.exponent() >> Block.LOW_BITS;
        int shift = 0;
        while (high >> shift > mostReducible(moduli[0])) {
            shift += 2;
        }
        reduce(residues, moduli, inverses, Math.scalb(1.0, (int) (high >> shift)), terms);
        while (shift > 0) {
            shift -= 2;
            square(residues, moduli, inverses, terms);
            square(residues, moduli, inverses, terms, 1 << (high >> shift & 3));
        }
        for (double[] digit : lowPowers) {
            square(residues, moduli, inverses, terms);
            square(residues, moduli, inverses, terms, digit);
        }
    }

    /** The largest power of 2 that is reduced in one step: to less than 0.6 times the modulus, as its quotient is 2^46. */
    private static int mostReducible(double modulus) {
        return 46 + Math.getExponent(modulus);
    }

    /** Adds the residues times 2^shift, over the moduli, to the quotients. */
    private void divide(int sign, int shift, int terms) {
        double scale = Math.scalb(WORD, shift);
        for (double[] word : quotients) {
            divide(residues, moduli, inverses, terms, scale, word, sign);
            scale = WORD;
        }
        roundDown(residues, inverses, terms, quotients[quotients.length - 1], sign);
    }

    private void flush() {
        for (int word = 0; word < quotients.length; word++) {
            long even = 0;
            long odd = 0;
            for (int i = 0; i < quotients[word].length; i += 2) {
                even += (long) quotients[word][i];
            }
            for (int i = 1; i < quotients[word].length; i += 2) {
                odd += (long) quotients[word][i];
            }
            sum.add(word, formula.alternating() ? even - odd : even + odd);
            Arrays.fill(quotients[word], 0);
        }
        sum.carry();
        added = 0;
    }

    @Override
    public HexWords sum() {
        flush();
        return sum;
    }

    private static void progression(double[] moduli, double[] indexes, double slope, double first, int terms) {
        for (int i = 0; i < terms; i++) {
            moduli[i] = Math.fma(slope, indexes[i], first);
        }
    }

    private static void invert(double[] inverses, double[] moduli, int terms) {
        for (int i = 0; i < terms; i++) {
            inverses[i] = 1 / moduli[i];
        }
    }

    /** Inverts by y (1 + e + e² + e³), e = 1 - m y, which is faster than divisions; the rest is below 2^-59. */
    private static void invertNear(double[] inverses, double[] moduli, double y, int terms) {
        for (int i = 0; i < terms; i++) {
            double e = Math.fma(-moduli[i], y, 1);
            inverses[i] = Math.fma(y, Math.fma(e, Math.fma(e, e, e), e), y);
        }
    }

    private static void reduce(double[] residues, double[] moduli, double[] inverses, double h, int terms) {
        for (int i = 0; i < terms; i++) {
            double minusQ = ROUND - Math.fma(h, inverses[i], ROUND);
            residues[i] = Math.fma(minusQ, moduli[i], h);
        }
    }

    private static void square(double[] residues, double[] moduli, double[] inverses, int terms) {
        for (int i = 0; i < terms; i++) {
            double x = residues[i];
            double h = x * x;
            double l = Math.fma(x, x, -h);
            double minusQ = ROUND - Math.fma(h, inverses[i], ROUND);
            residues[i] = Math.fma(minusQ, moduli[i], h) + l;
        }
    }

    private static void square(double[] residues, double[] moduli, double[] inverses, int terms, double power) {
        for (int i = 0; i < terms; i++) {
            double x = residues[i];
            double h = x * x;
            double l = Math.fma(x, x, -h);
            double minusQ = ROUND - Math.fma(h, inverses[i], ROUND);
            residues[i] = (Math.fma(minusQ, moduli[i], h) + l) * power;
        }
    }

    private static void square(double[] residues, double[] moduli, double[] inverses, int terms, double[] powers) {
        for (int i = 0; i < terms; i++) {
            double x = residues[i];
            double h = x * x;
            double l = Math.fma(x, x, -h);
            double minusQ = ROUND - Math.fma(h, inverses[i], ROUND);
            residues[i] = (Math.fma(minusQ, moduli[i], h) + l) * powers[i];
        }
    }

    private static void divide(
            double[] residues,
            double[] moduli,
            double[] inverses,
            int terms,
            double scale,
            double[] quotients,
            double sign) {
        for (int i = 0; i < terms; i++) {
            double h = residues[i] * scale;
            double minusQ = ROUND - Math.fma(h, inverses[i], ROUND);
            residues[i] = Math.fma(minusQ, moduli[i], h);
            quotients[i] -= sign * minusQ;
        }
    }

    /** Takes 1 off where the residue is negative: (residue + 1/2) / m - 1/2 rounds to -1 there, else to 0. */
    private static void roundDown(double[] residues, double[] inverses, int terms, double[] quotients, double sign) {
        for (int i = 0; i < terms; i++) {
            double down = (Math.fma(residues[i] + 0.5, inverses[i], -0.5) + ROUND) - ROUND;
            quotients[i] += sign * down;
        }
    }
}
