package dev.forkyard.catalog.arithmetic;

import static dev.forkyard.catalog.arithmetic.Moduli.product;

/** Kernels in plain Java, for JVMs without the module for vectors; slow where the machine has no fused multiply-add. */
final class ScalarCoefficientKernels implements CoefficientKernels {

    private static final int ROW = Moduli.COUNT;

    @Override
    public void residues(double[] pieces, double[] powers, double[] x, int at, int count) {
        for (int k = 0; k < count; k++) {
            for (int lane = 0; lane < ROW; lane++) {
                double r1 = product(pieces[4 * k + 1], powers[lane], lane);
                double r2 = product(pieces[4 * k + 2], powers[ROW + lane], lane);
                double r3 = product(pieces[4 * k + 3], powers[2 * ROW + lane], lane);
                x[ROW * (at + k) + lane] = (pieces[4 * k] + r1) + (r2 + r3);
            }
        }
    }

    @Override
    public void halves(double[] x, int at, int count, double[] scale, double[] halves, double[] fractions) {
        double[] inverses = Moduli.negatedInverses();
        for (int k = 0; k < count; k++) {
            for (int lane = 0; lane < ROW; lane++) {
                double v = Moduli.reduce(product(x[ROW * (at + k) + lane], scale[lane], lane), lane);
                double high = v * 0x1p-25 + Moduli.MAGIC - Moduli.MAGIC;
                halves[2 * ROW * k + lane] = high;
                halves[2 * ROW * k + ROW + lane] = v - high * 0x1p25;
                fractions[ROW * k + lane] = -(v * inverses[lane]);
            }
        }
    }

    @Override
    public void quotients(double[] fractions, double[] modulus, double[] digits, int count) {
        for (int k = 0; k < count; k++) {
            double q = CoefficientKernels.nearestToSum(fractions, ROW * k);
            for (int i = 0; i < 2 * ROW; i++) {
                digits[2 * ROW * k + i] = modulus[i] * -q;
            }
        }
    }

    @Override
    public void combine(double[] halves, int part, double[] weights, double[] digits, int count) {
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < 2 * ROW; i++) {
                double sum = digits[2 * ROW * k + i];
                for (int h = 0; h < ROW; h++) {
                    sum += halves[ROW * (2 * k + part) + h] * weights[2 * ROW * h + i];
                }
                digits[2 * ROW * k + i] = sum;
            }
        }
    }
}
