package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The roots of unity that transforms multiply with, in the order that {@link TransformKernels} describes; kept and extended to
 * the longest transform so far.
 */
final class Twiddles {

    private static final int ROW = Moduli.COUNT;
    private static final double[] GENERATORS = generators();

    private static double[] table = first();

    private Twiddles() {}

    /** A table of at least so many rows, which must not be written to. */
    static synchronized double[] rows(int count) {
        int have = table.length / ROW;
        if (have < count) {
            int need = Integer.highestOneBit(count - 1) << 1;
            double[] extended = Arrays.copyOf(table, ROW * need);
            for (int half = have; half < need; half *= 2) {
                extend(extended, half);
            }
            table = extended;
        }
        return table;
    }

    /** Doubles the rows: with w the row of a node without its top bit, those with it have w times the top bit's own. */
    private static void extend(double[] table, int half) {
        int generator = ROW * Integer.numberOfTrailingZeros(half);
        for (int k = 0; k < half; k++) {
            for (int i = 0; i < ROW; i++) {
                double w = Moduli.product(table[ROW * k + i], GENERATORS[generator + i], i);
                table[ROW * (half + k) + i] = Moduli.reduce(w, i);
            }
        }
    }

    private static double[] first() {
        double[] one = new double[ROW];
        Arrays.fill(one, 1);
        return one;
    }

    /** Row t is a square root of row t − 1, and row 0 of −1. */
    private static double[] generators() {
        double[] rows = new double[ROW * (Moduli.ORDER_LOG - 1)];
        for (int i = 0; i < ROW; i++) {
            BigInteger root = Moduli.root(i, Moduli.ORDER_LOG);
            for (int t = Moduli.ORDER_LOG - 2; t >= 0; t--) {
                rows[ROW * t + i] = Moduli.reduce(root, i);
                root = root.multiply(root).mod(Moduli.prime(i));
            }
        }
        return rows;
    }
}
