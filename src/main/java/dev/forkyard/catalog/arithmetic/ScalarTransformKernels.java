package dev.forkyard.catalog.arithmetic;

import static dev.forkyard.catalog.arithmetic.Moduli.product;

/** Kernels in plain Java, for JVMs without the module for vectors; slow where the machine has no fused multiply-add. */
final class ScalarTransformKernels implements TransformKernels {

    private static final int ROW = Moduli.COUNT;

    @Override
    public void split4(double[] x, int at, int quarter, double[] w, int j) {
        for (int r = at; r < at + quarter; r++) {
            for (int lane = 0; lane < ROW; lane++) {
                split4(x, ROW * r + lane, ROW * quarter, w, j, lane);
            }
        }
    }

    @Override
    public void split4Across(double[] x, int at, int quarter, double[] w, int j, int count) {
        for (int k = 0; k < count; k++) {
            split4(x, at + 4 * k * quarter, quarter, w, j + k);
        }
    }

    private static void split4(double[] x, int i, int q, double[] w, int j, int lane) {
        double w1 = w[ROW * j + lane];
        double r0 = Moduli.reduce(x[i], lane);
        double r2 = product(x[i + 2 * q], w1, lane);
        double r3 = product(x[i + 3 * q], w1, lane);
        double t1 = product(x[i + q] + r3, w[ROW * 2 * j + lane], lane);
        double t3 = product(x[i + q] - r3, w[ROW * (2 * j + 1) + lane], lane);
        double t0 = r0 + r2;
        double t2 = r0 - r2;
        x[i] = t0 + t1;
        x[i + q] = t0 - t1;
        x[i + 2 * q] = t2 + t3;
        x[i + 3 * q] = t2 - t3;
    }

    @Override
    public void split2Across(double[] x, int at, int half, double[] w, int j, int count) {
        int h = ROW * half;
        for (int k = 0; k < count; k++) {
            int first = ROW * at + 2 * k * h;
            for (int i = first; i < first + h; i++) {
                int lane = i % ROW;
                double r0 = Moduli.reduce(x[i], lane);
                double r1 = product(x[i + h], w[ROW * (j + k) + lane], lane);
                x[i] = r0 + r1;
                x[i + h] = r0 - r1;
            }
        }
    }

    @Override
    public void join4(double[] x, int at, int quarter, double[] w, int j) {
        for (int r = at; r < at + quarter; r++) {
            for (int lane = 0; lane < ROW; lane++) {
                join4(x, ROW * r + lane, ROW * quarter, w, j, lane);
            }
        }
    }

    @Override
    public void join4Across(double[] x, int at, int quarter, double[] w, int j, int count) {
        for (int k = 0; k < count; k++) {
            join4(x, at + 4 * k * quarter, quarter, w, j + k);
        }
    }

    private static void join4(double[] x, int i, int q, double[] w, int j, int lane) {
        double w1 = w[ROW * TransformKernels.mirror(j) + lane];
        double t0 = Moduli.reduce(x[i] + x[i + q], lane);
        double t1 = product(x[i + q] - x[i], w[ROW * TransformKernels.mirror(2 * j) + lane], lane);
        double t2 = Moduli.reduce(x[i + 2 * q] + x[i + 3 * q], lane);
        double t3 = product(x[i + 3 * q] - x[i + 2 * q], w[ROW * TransformKernels.mirror(2 * j + 1) + lane], lane);
        x[i] = t0 + t2;
        x[i + q] = t1 + t3;
        x[i + 2 * q] = product(t2 - t0, w1, lane);
        x[i + 3 * q] = product(t3 - t1, w1, lane);
    }

    @Override
    public void join2Across(double[] x, int at, int half, double[] w, int j, int count) {
        int h = ROW * half;
        for (int k = 0; k < count; k++) {
            int first = ROW * at + 2 * k * h;
            for (int i = first; i < first + h; i++) {
                int lane = i % ROW;
                double sum = x[i] + x[i + h];
                x[i + h] = product(x[i + h] - x[i], w[ROW * TransformKernels.mirror(j + k) + lane], lane);
                x[i] = Moduli.reduce(sum, lane);
            }
        }
    }

    @Override
    public void reduce(double[] x, int at, int count) {
        for (int i = ROW * at; i < ROW * (at + count); i++) {
            x[i] = Moduli.reduce(x[i], i % ROW);
        }
    }

    @Override
    public void addProducts(double[] sums, double[] a, int aAt, double[] b, int bAt, int step, int count) {
        for (int k = 0; k < count; k++) {
            for (int lane = 0; lane < ROW; lane++) {
                double x = a[ROW * (aAt + k * step) + lane];
                sums[ROW * k + lane] += product(x, b[ROW * (bAt + k * step) + lane], lane);
            }
        }
    }

    @Override
    public void twist(double[] x, double[] w, int j, int pairs) {
        for (int k = 0; k < pairs; k++) {
            for (int lane = 0; lane < ROW; lane++) {
                int i = 2 * ROW * k + lane;
                double c = w[ROW * (j + k) + lane];
                x[i] = product(x[i], c, lane);
                x[i + ROW] = product(x[i + ROW], -c, lane);
            }
        }
    }
}
