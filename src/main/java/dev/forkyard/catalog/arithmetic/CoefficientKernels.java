package dev.forkyard.catalog.arithmetic;

/**
 * The inner loops of splitting numbers into the {@link Coefficients} of a transform and of joining them again, which have
 * the same results in every implementation. Rows are those of {@link TransformKernels}.
 */
interface CoefficientKernels {

    /** Sets rows of x to Σ pieces[4k + i]·powers<sub>i</sub> for k below count, where powers<sub>0</sub> is 1. */
    void residues(double[] pieces, double[] powers, double[] x, int at, int count);

    /**
     * Multiplies rows by the scale; v being the least residue, rows 2k and 2k + 1 of halves become the integer h
     * nearest v/2<sup>25</sup> and v − 2<sup>25</sup>h, and rows k of the fractions become v/p.
     */
    void halves(double[] x, int at, int count, double[] scale, double[] halves, double[] fractions);

    /** Sets 16 digits for each k to minus the modulus's digits times the integer nearest the sum of row k. */
    void quotients(double[] fractions, double[] modulus, double[] digits, int count);

    /** Adds to 16 digits for each k the products of the 8 halves in row 2k + part with 8 times 16 weights. */
    void combine(double[] halves, int part, double[] weights, double[] digits, int count);

    /** The integer nearest the sum of eight values from i, which is less than 2<sup>51</sup>. */
    static double nearestToSum(double[] values, int i) {
        double first = (values[i] + values[i + 1]) + (values[i + 2] + values[i + 3]);
        double second = (values[i + 4] + values[i + 5]) + (values[i + 6] + values[i + 7]);
        return first + second + Moduli.MAGIC - Moduli.MAGIC;
    }
}
