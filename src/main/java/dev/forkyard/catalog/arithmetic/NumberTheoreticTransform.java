package dev.forkyard.catalog.arithmetic;

import java.util.Arrays;

/**
 * The products of polynomials modulo x<sup>n</sup> + 1 and each of the {@link Moduli}, n being 4, 5, 6 or 7 times a
 * power of two.
 *
 * <p>A transform splits a polynomial modulo x<sup>2k</sup> − w<sup>2</sup> into its remainders modulo
 * x<sup>k</sup> − w and x<sup>k</sup> + w until these have 4 to 7 coefficients. Remainders that short are multiplied
 * by the schoolbook method, which costs no more than splitting them further, and makes for lengths in small steps.
 * Splitting goes depth first, so that all but the first few steps work in the processor's caches.
 *
 * <p>The bounds α on |x|/p that {@link Moduli} asks for, roots having β = 1/2:
 *
 * <ul>
 *   <li>What goes in and comes out of splitting has α ≤ 9/4. Of the four rows that a step reads, the first is reduced,
 *       α ≤ 1/2; two are multiplied with roots, α ≤ 1/2 + 9/32 = 25/32; the second, to which one of these is added,
 *       α ≤ 97/32, is multiplied too, α ≤ 1/2 + 97/256 &lt; 29/32. The sums of all three have α ≤ 70/32.
 *   <li>What goes in and comes out of joining has α ≤ 2. Sums are reduced, α ≤ 1/2, and differences, α ≤ 4, are
 *       multiplied, α ≤ 1; sums of these have α ≤ 2, and their differences are multiplied again, α ≤ 3/4.
 *   <li>Short products have reduced factors, so that each term has α ≤ 9/16. Up to 6 of them, α ≤ 27/8, are multiplied
 *       with a root, α &lt; 1; with the up to 7 others, α &lt; 5, which is reduced at the end.
 * </ul>
 *
 * <p>A reduced value may exceed p/2 by less than 4; nothing here is tight enough for that to matter.
 */
final class NumberTheoreticTransform {

    /** How many rows are split breadth first, so that they stay in a first-level cache of 32 KiB or more. */
    private static final int CACHED_ROWS = 512;

    /** How many short products are computed side by side. */
    private static final int SIDE_BY_SIDE = 32;

    private static final int ROW = Moduli.COUNT;
    private static final int SHORTEST = 4;

    private final TransformKernels kernels;
    private final int shortLength;
    private final int shortCount;
    private final double[] twiddles;

    /** One for products of at least so many coefficients. */
    NumberTheoreticTransform(TransformKernels kernels, int coefficients) {
        int shift = Math.max(1, 29 - Integer.numberOfLeadingZeros(Math.max(SHORTEST, coefficients - 1)));
        int length = Math.max(SHORTEST, -Math.floorDiv(-coefficients, 1 << shift));
        if (length == 2 * SHORTEST) {
            length = SHORTEST;
            shift++;
        }
        this.kernels = kernels;
        this.shortLength = length;
        this.shortCount = 1 << shift;
        this.twiddles = Twiddles.rows(shortCount);
    }

    /** The number of coefficients. */
    int length() {
        return shortLength * shortCount;
    }

    /** What {@link #inverse} multiplies coefficients with: a power of two. */
    int factor() {
        return shortCount;
    }

    /** Transforms in place. */
    void forward(double[] x) {
        split(x, 0, length(), 1);
    }

    /** Undoes {@link #forward} in place, but for the factor. */
    void inverse(double[] x) {
        join(x, 0, length(), 1);
    }

    private void split(double[] x, int at, int length, int node) {
        if (length > CACHED_ROWS && length >= 4 * shortLength) {
            int quarter = length / 4;
            kernels.split4(x, at, quarter, twiddles, node);
            for (int i = 0; i < 4; i++) {
                split(x, at + i * quarter, quarter, 4 * node + i);
            }
        } else {
            splitBreadthFirst(x, at, length, node);
        }
    }

    private void splitBreadthFirst(double[] x, int at, int length, int node) {
        int count = 1;
        int first = node;
        int each = length;
        while (each >= 4 * shortLength) {
            int quarter = each / 4;
            if (quarter < count) {
                kernels.split4Across(x, at, quarter, twiddles, first, count);
            } else {
                for (int k = 0; k < count; k++) {
                    kernels.split4(x, at + k * each, quarter, twiddles, first + k);
                }
            }
            each = quarter;
            count *= 4;
            first *= 4;
        }
        if (each > shortLength) {
            kernels.split2Across(x, at, each / 2, twiddles, first, count);
        }
    }

    private void join(double[] x, int at, int length, int node) {
        if (length > CACHED_ROWS && length >= 4 * shortLength) {
            int quarter = length / 4;
            for (int i = 0; i < 4; i++) {
                join(x, at + i * quarter, quarter, 4 * node + i);
            }
            kernels.join4(x, at, quarter, twiddles, node);
        } else {
            joinBreadthFirst(x, at, length, node);
        }
    }

    private void joinBreadthFirst(double[] x, int at, int length, int node) {
        int each = shortLength;
        int count = length / shortLength;
        if (Integer.numberOfTrailingZeros(count) % 2 == 1) {
            count /= 2;
            kernels.join2Across(x, at, each, twiddles, node * count, count);
            each *= 2;
        }
        while (count > 1) {
            int quarter = each;
            each *= 4;
            count /= 4;
            if (quarter < count) {
                kernels.join4Across(x, at, quarter, twiddles, node * count, count);
            } else {
                for (int k = 0; k < count; k++) {
                    kernels.join4(x, at + k * each, quarter, twiddles, node * count + k);
                }
            }
        }
    }

    /** Sets a to the product of transforms; b is made least residues. */
    void multiply(double[] a, double[] b) {
        multiply(a, b, false);
    }

    /** Sets a transform to its square. */
    void square(double[] a) {
        multiply(a, a, true);
    }

    private void multiply(double[] a, double[] b, boolean same) {
        int count = Math.min(SIDE_BY_SIDE, shortCount);
        double[] product = new double[ROW * shortLength * count];
        double[] sums = new double[ROW * count];
        for (int first = 0; first < shortCount; first += count) {
            int at = shortLength * first;
            kernels.reduce(a, at, shortLength * count);
            if (!same) {
                kernels.reduce(b, at, shortLength * count);
            }
            for (int i = 0; i < shortLength; i++) {
                multiplyCoefficient(a, b, at, i, sums, (shortCount + first) / 2);
                for (int k = 0; k < count; k++) {
                    System.arraycopy(sums, ROW * k, product, ROW * (shortLength * k + i), ROW);
                }
            }
            System.arraycopy(product, 0, a, ROW * at, product.length);
        }
    }

    /** The i-th coefficients of consecutive short products, the first two of which are halves of the given node. */
    private void multiplyCoefficient(double[] a, double[] b, int at, int i, double[] sums, int node) {
        int count = sums.length / ROW;
        Arrays.fill(sums, 0);
        if (i < shortLength - 1) {
            for (int k = i + 1; k < shortLength; k++) {
                kernels.addProducts(sums, a, at + k, b, at + i + shortLength - k, shortLength, count);
            }
            kernels.twist(sums, twiddles, node, count / 2);
        }
        for (int k = 0; k <= i; k++) {
            kernels.addProducts(sums, a, at + k, b, at + i - k, shortLength, count);
        }
        kernels.reduce(sums, 0, count);
    }
}
