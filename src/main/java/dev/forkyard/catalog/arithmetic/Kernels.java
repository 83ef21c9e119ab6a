package dev.forkyard.catalog.arithmetic;

import dev.forkyard.catalog.machine.FusedMultiplyAdd;

/**
 * The inner loops of a {@link NumberTheoreticTransform} and of splitting and recombining its coefficients, which have
 * the same results in every implementation.
 *
 * <p>Coefficients are rows: {@link Moduli#COUNT} consecutive doubles, one residue for each prime. All offsets and
 * lengths are in rows.
 *
 * <p>Twiddles are a table w in which row j is a square root of the constant c of node j, whose polynomials are taken
 * modulo x<sup>n</sup> − c; so its halves are taken modulo x<sup>n/2</sup> − w<sub>j</sub>, node 2j, and
 * x<sup>n/2</sup> + w<sub>j</sub>, node 2j + 1. For j ≥ 1 the inverse of w<sub>j</sub> is minus the row
 * {@link #mirror} of j.
 */
interface Kernels {

    /** Splits node j, whose 4·quarter rows start at {@code at}, into its four grandchildren. */
    void split4(double[] x, int at, int quarter, double[] w, int j);

    /** Does {@link #split4} to {@code count} consecutive nodes from j, for small quarters. */
    void split4Across(double[] x, int at, int quarter, double[] w, int j, int count);

    /** Splits {@code count} consecutive nodes from j, the first of which starts at {@code at}, into their halves. */
    void split2Across(double[] x, int at, int half, double[] w, int j, int count);

    /** Undoes {@link #split4}, but for a factor of 4. */
    void join4(double[] x, int at, int quarter, double[] w, int j);

    /** Undoes {@link #split4Across}, but for a factor of 4. */
    void join4Across(double[] x, int at, int quarter, double[] w, int j, int count);

    /** Undoes {@link #split2Across}, but for a factor of 2. */
    void join2Across(double[] x, int at, int half, double[] w, int j, int count);

    /** Makes rows least residues. */
    void reduce(double[] x, int at, int count);

    /** Adds to row k of the sums the product of rows aAt + k·step of a and bAt + k·step of b, for k below count. */
    void addProducts(double[] sums, double[] a, int aAt, double[] b, int bAt, int step, int count);

    /** Multiplies rows 2k by row j + k of w and rows 2k + 1 by minus that row, for k below pairs. */
    void twist(double[] x, double[] w, int j, int pairs);

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

    /** The row of the twiddle that is minus the inverse of the j-th, j ≥ 1. */
    static int mirror(int j) {
        return j ^ (Integer.highestOneBit(j) - 1);
    }

    /** The integer nearest the sum of eight values from i, which is less than 2<sup>51</sup>. */
    static double nearestToSum(double[] values, int i) {
        double first = (values[i] + values[i + 1]) + (values[i + 2] + values[i + 3]);
        double second = (values[i + 4] + values[i + 5]) + (values[i + 6] + values[i + 7]);
        return first + second + Moduli.MAGIC - Moduli.MAGIC;
    }

    /** Whether the fastest use vector instructions that this machine has. */
    static boolean haveVectors() {
        return FusedMultiplyAdd.isFast() && hasModule();
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Those with vector instructions where the JVM has been started with the module for them, otherwise the others. */
    static Kernels fastest() {
        return hasModule() ? new VectorKernels() : new ScalarKernels();
    }
}
