package dev.forkyard.catalog.arithmetic;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Kernels in the widest vectors of up to 512 bits that the machine has, written as {@link VectorTransformKernels} are. */
final class VectorCoefficientKernels implements CoefficientKernels {

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED.length() < Moduli.COUNT
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;
    private static final int LENGTH = LANES.length();
    private static final int ROW = Moduli.COUNT;
    private static final double[] P = Moduli.p();
    private static final double[] NEGATED_INVERSES = Moduli.negatedInverses();

    @Override
    public void residues(double[] pieces, double[] powers, double[] x, int at, int count) {
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            DoubleVector w1 = DoubleVector.fromArray(LANES, powers, lane);
            DoubleVector nw1 = w1.mul(-1);
            DoubleVector w2 = DoubleVector.fromArray(LANES, powers, ROW + lane);
            DoubleVector nw2 = w2.mul(-1);
            DoubleVector w3 = DoubleVector.fromArray(LANES, powers, 2 * ROW + lane);
            DoubleVector nw3 = w3.mul(-1);
            for (int k = 0; k < count; k++) {
                DoubleVector x0 = DoubleVector.broadcast(LANES, pieces[4 * k]);
                DoubleVector x1 = DoubleVector.broadcast(LANES, pieces[4 * k + 1]);
                DoubleVector x2 = DoubleVector.broadcast(LANES, pieces[4 * k + 2]);
                DoubleVector x3 = DoubleVector.broadcast(LANES, pieces[4 * k + 3]);
                DoubleVector g1 = x1.mul(nw1);
                DoubleVector r1 =
                        x1.fma(w1, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                DoubleVector g2 = x2.mul(nw2);
                DoubleVector r2 =
                        x2.fma(w2, g2).sub(g2.fma(inverse, magic).sub(magic).fma(p, g2));
                DoubleVector g3 = x3.mul(nw3);
                DoubleVector r3 =
                        x3.fma(w3, g3).sub(g3.fma(inverse, magic).sub(magic).fma(p, g3));
                x0.add(r1).add(r2.add(r3)).intoArray(x, ROW * (at + k) + lane);
            }
        }
    }

    @Override
    public void halves(double[] x, int at, int count, double[] scale, double[] halves, double[] fractions) {
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            DoubleVector w = DoubleVector.fromArray(LANES, scale, lane);
            DoubleVector nw = w.mul(-1);
            for (int k = 0; k < count; k++) {
                DoubleVector x0 = DoubleVector.fromArray(LANES, x, ROW * (at + k) + lane);
                DoubleVector g = x0.mul(nw);
                DoubleVector r =
                        x0.fma(w, g).sub(g.fma(inverse, magic).sub(magic).fma(p, g));
                DoubleVector v = r.fma(inverse, magic).sub(magic).fma(p, r);
                DoubleVector high = v.mul(0x1p-25).add(magic).sub(magic);
                high.intoArray(halves, 2 * ROW * k + lane);
                v.sub(high.mul(0x1p25)).intoArray(halves, 2 * ROW * k + ROW + lane);
                v.mul(inverse).mul(-1).intoArray(fractions, ROW * k + lane);
            }
        }
    }

    @Override
    public void quotients(double[] fractions, double[] modulus, double[] digits, int count) {
        for (int lane = 0; lane < 2 * ROW; lane += LENGTH) {
            DoubleVector m = DoubleVector.fromArray(LANES, modulus, lane);
            for (int k = 0; k < count; k++) {
                double q = CoefficientKernels.nearestToSum(fractions, ROW * k);
                m.mul(-q).intoArray(digits, 2 * ROW * k + lane);
            }
        }
    }

    @Override
    public void combine(double[] halves, int part, double[] weights, double[] digits, int count) {
        for (int lane = 0; lane < 2 * ROW; lane += LENGTH) {
            DoubleVector w0 = DoubleVector.fromArray(LANES, weights, lane);
            DoubleVector w1 = DoubleVector.fromArray(LANES, weights, 2 * ROW + lane);
            DoubleVector w2 = DoubleVector.fromArray(LANES, weights, 4 * ROW + lane);
            DoubleVector w3 = DoubleVector.fromArray(LANES, weights, 6 * ROW + lane);
            DoubleVector w4 = DoubleVector.fromArray(LANES, weights, 8 * ROW + lane);
            DoubleVector w5 = DoubleVector.fromArray(LANES, weights, 10 * ROW + lane);
            DoubleVector w6 = DoubleVector.fromArray(LANES, weights, 12 * ROW + lane);
            DoubleVector w7 = DoubleVector.fromArray(LANES, weights, 14 * ROW + lane);
            for (int k = 0; k < count; k++) {
                int h = ROW * (2 * k + part);
                int d = 2 * ROW * k + lane;
                DoubleVector even = DoubleVector.fromArray(LANES, digits, d);
                DoubleVector odd = w1.mul(halves[h + 1]);
                even = w0.fma(DoubleVector.broadcast(LANES, halves[h]), even);
                even = w2.fma(DoubleVector.broadcast(LANES, halves[h + 2]), even);
                odd = w3.fma(DoubleVector.broadcast(LANES, halves[h + 3]), odd);
                even = w4.fma(DoubleVector.broadcast(LANES, halves[h + 4]), even);
                odd = w5.fma(DoubleVector.broadcast(LANES, halves[h + 5]), odd);
                even = w6.fma(DoubleVector.broadcast(LANES, halves[h + 6]), even);
                odd = w7.fma(DoubleVector.broadcast(LANES, halves[h + 7]), odd);
                even.add(odd).intoArray(digits, d);
            }
        }
    }
}
