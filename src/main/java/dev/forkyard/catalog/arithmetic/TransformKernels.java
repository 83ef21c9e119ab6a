package dev.forkyard.catalog.arithmetic;

/**
 * The inner loops of a {@link NumberTheoreticTransform}, which have the same results in every implementation.
 *
 * <p>Coefficients are rows: {@link Moduli#COUNT} consecutive doubles, one residue for each prime. All offsets and
 * lengths are in rows.
 *
 * <p>Twiddles are a table w in which row j is a square root of the constant c of node j, whose polynomials are taken
 * modulo x<sup>n</sup> − c; so its halves are taken modulo x<sup>n/2</sup> − w<sub>j</sub>, node 2j, and
 * x<sup>n/2</sup> + w<sub>j</sub>, node 2j + 1. For j ≥ 1 the inverse of w<sub>j</sub> is minus the row
 * {@link #mirror} of j.
 */
interface TransformKernels {

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

    /** The row of the twiddle that is minus the inverse of the j-th, j ≥ 1. */
    static int mirror(int j) {
        return j ^ (Integer.highestOneBit(j) - 1);
    }
}
