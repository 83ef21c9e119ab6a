package dev.forkyard.catalog.hexdigits;

import java.util.List;

/**
 * A series for π of the kind found by Bailey, Borwein and Plouffe, by which digits in base 2 can be had without those
 * before them.
 *
 * <p>π = Σ<sub>n≥0</sub> ±2<sup>offset - step·n</sup> Σ sign · 2<sup>shift</sup> / (slope·n + start), the inner sum over
 * the fractions; ± is (-1)<sup>n</sup> if the series alternates. Factors 2 of a denominator stand in the powers, so that
 * all denominators are odd.
 *
 * @param step bits that each n contributes
 * @param offset power of 2 common to all fractions
 * @param alternating whether the sign changes with n
 * @param fractions what is summed for each n
 */
record Formula(int step, int offset, boolean alternating, List<Fraction> fractions) {

    /**
     * F. Bellard's series, seven fractions for 10 bits: the fewest for each bit. Source: F. Bellard, <i>A new formula to
     * compute the n'th binary digit of pi</i>, 1997.
     */
    static final Formula BELLARD = new Formula(
            10,
            -6,
            true,
            List.of(
                    new Fraction(-1, 5, 4, 1),
                    new Fraction(-1, 0, 4, 3),
                    new Fraction(1, 8, 10, 1),
                    new Fraction(-1, 6, 10, 3),
                    new Fraction(-1, 2, 10, 5),
                    new Fraction(-1, 2, 10, 7),
                    new Fraction(1, 0, 10, 9)));

    /**
     * The first such series, 4/(8n+1) - 2/(8n+4) - 1/(8n+5) - 1/(8n+6), four fractions for 4 bits. Source: D. Bailey, P.
     * Borwein, S. Plouffe, <i>On the rapid computation of various polylogarithmic constants</i>, Math. Comp. 66, 1997.
     */
    static final Formula BAILEY_BORWEIN_PLOUFFE = new Formula(
            4,
            -1,
            false,
            List.of(
                    new Fraction(1, 3, 8, 1),
                    new Fraction(-1, 0, 2, 1),
                    new Fraction(-1, 1, 8, 5),
                    new Fraction(-1, 0, 4, 3)));

    Formula {
        fractions = List.copyOf(fractions);
    }

    /** The sign that all fractions of an n have in common. */
    int sign(long n) {
        return alternating && n % 2 != 0 ? -1 : 1;
    }

    /**
     * One fraction of the inner sum.
     *
     * @param sign 1 or -1
     * @param shift from 0 to 8
     * @param slope even
     * @param start odd
     */
    record Fraction(int sign, int shift, int slope, int start) {

        long denominator(long n) {
            return slope * n + start;
        }
    }
}
