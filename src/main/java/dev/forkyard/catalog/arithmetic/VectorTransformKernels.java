package dev.forkyard.catalog.arithmetic;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels in the widest vectors of up to 512 bits that the machine has.
 *
 * <p>Products and reductions, as {@link Moduli} describes them, are written out wherever they occur: C2 stops inlining
 * methods other than the Vector API's own into a loop as large as these, and what is not inlined has its vectors boxed.
 */
final class VectorTransformKernels implements TransformKernels {

    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED.length() < Moduli.COUNT
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;
    private static final int LENGTH = LANES.length();
    private static final int ROW = Moduli.COUNT;
    private static final double[] P = Moduli.p();
    private static final double[] NEGATED_INVERSES = Moduli.negatedInverses();

    @Override
    public void split4(double[] x, int at, int quarter, double[] w, int j) {
        int q = ROW * quarter;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * j + lane);
            DoubleVector w2 = DoubleVector.fromArray(LANES, w, ROW * 2 * j + lane);
            DoubleVector w3 = DoubleVector.fromArray(LANES, w, ROW * (2 * j + 1) + lane);
            DoubleVector nw1 = w1.mul(-1);
            DoubleVector nw2 = w2.mul(-1);
            DoubleVector nw3 = w3.mul(-1);
            int end = ROW * at + q;
            for (int i = ROW * at + lane; i < end; i += ROW) {
                DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + q);
                DoubleVector x2 = DoubleVector.fromArray(LANES, x, i + 2 * q);
                DoubleVector x3 = DoubleVector.fromArray(LANES, x, i + 3 * q);
                DoubleVector r0 = x0.fma(inverse, magic).sub(magic).fma(p, x0);
                DoubleVector g2 = x2.mul(nw1);
                DoubleVector r2 =
                        x2.fma(w1, g2).sub(g2.fma(inverse, magic).sub(magic).fma(p, g2));
                DoubleVector g3 = x3.mul(nw1);
                DoubleVector r3 =
                        x3.fma(w1, g3).sub(g3.fma(inverse, magic).sub(magic).fma(p, g3));
                DoubleVector s1 = x1.add(r3);
                DoubleVector s3 = x1.sub(r3);
                DoubleVector h1 = s1.mul(nw2);
                DoubleVector t1 =
                        s1.fma(w2, h1).sub(h1.fma(inverse, magic).sub(magic).fma(p, h1));
                DoubleVector h3 = s3.mul(nw3);
                DoubleVector t3 =
                        s3.fma(w3, h3).sub(h3.fma(inverse, magic).sub(magic).fma(p, h3));
                DoubleVector t0 = r0.add(r2);
                DoubleVector t2 = r0.sub(r2);
                t0.add(t1).intoArray(x, i);
                t0.sub(t1).intoArray(x, i + q);
                t2.add(t3).intoArray(x, i + 2 * q);
                t2.sub(t3).intoArray(x, i + 3 * q);
            }
        }
    }

    @Override
    public void split4Across(double[] x, int at, int quarter, double[] w, int j, int count) {
        int q = ROW * quarter;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            for (int r = 0; r < quarter; r++) {
                int first = ROW * (at + r) + lane;
                for (int k = 0; k < count; k++) {
                    int i = first + 4 * k * q;
                    int node = j + k;
                    DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * node + lane);
                    DoubleVector w2 = DoubleVector.fromArray(LANES, w, ROW * 2 * node + lane);
                    DoubleVector w3 = DoubleVector.fromArray(LANES, w, ROW * (2 * node + 1) + lane);
                    DoubleVector nw1 = w1.mul(-1);
                    DoubleVector nw2 = w2.mul(-1);
                    DoubleVector nw3 = w3.mul(-1);
                    DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                    DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + q);
                    DoubleVector x2 = DoubleVector.fromArray(LANES, x, i + 2 * q);
                    DoubleVector x3 = DoubleVector.fromArray(LANES, x, i + 3 * q);
                    DoubleVector r0 = x0.fma(inverse, magic).sub(magic).fma(p, x0);
                    DoubleVector g2 = x2.mul(nw1);
                    DoubleVector r2 =
                            x2.fma(w1, g2).sub(g2.fma(inverse, magic).sub(magic).fma(p, g2));
                    DoubleVector g3 = x3.mul(nw1);
                    DoubleVector r3 =
                            x3.fma(w1, g3).sub(g3.fma(inverse, magic).sub(magic).fma(p, g3));
                    DoubleVector s1 = x1.add(r3);
                    DoubleVector s3 = x1.sub(r3);
                    DoubleVector h1 = s1.mul(nw2);
                    DoubleVector t1 =
                            s1.fma(w2, h1).sub(h1.fma(inverse, magic).sub(magic).fma(p, h1));
                    DoubleVector h3 = s3.mul(nw3);
                    DoubleVector t3 =
                            s3.fma(w3, h3).sub(h3.fma(inverse, magic).sub(magic).fma(p, h3));
                    DoubleVector t0 = r0.add(r2);
                    DoubleVector t2 = r0.sub(r2);
                    t0.add(t1).intoArray(x, i);
                    t0.sub(t1).intoArray(x, i + q);
                    t2.add(t3).intoArray(x, i + 2 * q);
                    t2.sub(t3).intoArray(x, i + 3 * q);
                }
            }
        }
    }

    @Override
    public void split2Across(double[] x, int at, int half, double[] w, int j, int count) {
        int h = ROW * half;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            for (int r = 0; r < half; r++) {
                int first = ROW * (at + r) + lane;
                for (int k = 0; k < count; k++) {
                    int i = first + 2 * k * h;
                    DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * (j + k) + lane);
                    DoubleVector nw1 = w1.mul(-1);
                    DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                    DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + h);
                    DoubleVector r0 = x0.fma(inverse, magic).sub(magic).fma(p, x0);
                    DoubleVector g1 = x1.mul(nw1);
                    DoubleVector r1 =
                            x1.fma(w1, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                    r0.add(r1).intoArray(x, i);
                    r0.sub(r1).intoArray(x, i + h);
                }
            }
        }
    }

    @Override
    public void join4(double[] x, int at, int quarter, double[] w, int j) {
        int q = ROW * quarter;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(j) + lane);
            DoubleVector w2 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(2 * j) + lane);
            DoubleVector w3 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(2 * j + 1) + lane);
            DoubleVector nw1 = w1.mul(-1);
            DoubleVector nw2 = w2.mul(-1);
            DoubleVector nw3 = w3.mul(-1);
            int end = ROW * at + q;
            for (int i = ROW * at + lane; i < end; i += ROW) {
                DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + q);
                DoubleVector x2 = DoubleVector.fromArray(LANES, x, i + 2 * q);
                DoubleVector x3 = DoubleVector.fromArray(LANES, x, i + 3 * q);
                DoubleVector s0 = x0.add(x1);
                DoubleVector s1 = x1.sub(x0);
                DoubleVector s2 = x2.add(x3);
                DoubleVector s3 = x3.sub(x2);
                DoubleVector t0 = s0.fma(inverse, magic).sub(magic).fma(p, s0);
                DoubleVector t2 = s2.fma(inverse, magic).sub(magic).fma(p, s2);
                DoubleVector g1 = s1.mul(nw2);
                DoubleVector t1 =
                        s1.fma(w2, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                DoubleVector g3 = s3.mul(nw3);
                DoubleVector t3 =
                        s3.fma(w3, g3).sub(g3.fma(inverse, magic).sub(magic).fma(p, g3));
                t0.add(t2).intoArray(x, i);
                t1.add(t3).intoArray(x, i + q);
                DoubleVector u2 = t2.sub(t0);
                DoubleVector u3 = t3.sub(t1);
                DoubleVector h2 = u2.mul(nw1);
                DoubleVector r2 =
                        u2.fma(w1, h2).sub(h2.fma(inverse, magic).sub(magic).fma(p, h2));
                DoubleVector h3 = u3.mul(nw1);
                DoubleVector r3 =
                        u3.fma(w1, h3).sub(h3.fma(inverse, magic).sub(magic).fma(p, h3));
                r2.intoArray(x, i + 2 * q);
                r3.intoArray(x, i + 3 * q);
            }
        }
    }

    @Override
    public void join4Across(double[] x, int at, int quarter, double[] w, int j, int count) {
        int q = ROW * quarter;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            for (int r = 0; r < quarter; r++) {
                int first = ROW * (at + r) + lane;
                for (int k = 0; k < count; k++) {
                    int i = first + 4 * k * q;
                    int node = j + k;
                    DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(node) + lane);
                    DoubleVector w2 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(2 * node) + lane);
                    DoubleVector w3 =
                            DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(2 * node + 1) + lane);
                    DoubleVector nw1 = w1.mul(-1);
                    DoubleVector nw2 = w2.mul(-1);
                    DoubleVector nw3 = w3.mul(-1);
                    DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                    DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + q);
                    DoubleVector x2 = DoubleVector.fromArray(LANES, x, i + 2 * q);
                    DoubleVector x3 = DoubleVector.fromArray(LANES, x, i + 3 * q);
                    DoubleVector s0 = x0.add(x1);
                    DoubleVector s1 = x1.sub(x0);
                    DoubleVector s2 = x2.add(x3);
                    DoubleVector s3 = x3.sub(x2);
                    DoubleVector t0 = s0.fma(inverse, magic).sub(magic).fma(p, s0);
                    DoubleVector t2 = s2.fma(inverse, magic).sub(magic).fma(p, s2);
                    DoubleVector g1 = s1.mul(nw2);
                    DoubleVector t1 =
                            s1.fma(w2, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                    DoubleVector g3 = s3.mul(nw3);
                    DoubleVector t3 =
                            s3.fma(w3, g3).sub(g3.fma(inverse, magic).sub(magic).fma(p, g3));
                    t0.add(t2).intoArray(x, i);
                    t1.add(t3).intoArray(x, i + q);
                    DoubleVector u2 = t2.sub(t0);
                    DoubleVector u3 = t3.sub(t1);
                    DoubleVector h2 = u2.mul(nw1);
                    DoubleVector r2 =
                            u2.fma(w1, h2).sub(h2.fma(inverse, magic).sub(magic).fma(p, h2));
                    DoubleVector h3 = u3.mul(nw1);
                    DoubleVector r3 =
                            u3.fma(w1, h3).sub(h3.fma(inverse, magic).sub(magic).fma(p, h3));
                    r2.intoArray(x, i + 2 * q);
                    r3.intoArray(x, i + 3 * q);
                }
            }
        }
    }

    @Override
    public void join2Across(double[] x, int at, int half, double[] w, int j, int count) {
        int h = ROW * half;
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            for (int r = 0; r < half; r++) {
                int first = ROW * (at + r) + lane;
                for (int k = 0; k < count; k++) {
                    int i = first + 2 * k * h;
                    DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * TransformKernels.mirror(j + k) + lane);
                    DoubleVector nw1 = w1.mul(-1);
                    DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                    DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + h);
                    DoubleVector s0 = x0.add(x1);
                    DoubleVector s1 = x1.sub(x0);
                    DoubleVector r0 = s0.fma(inverse, magic).sub(magic).fma(p, s0);
                    DoubleVector g1 = s1.mul(nw1);
                    DoubleVector r1 =
                            s1.fma(w1, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                    r0.intoArray(x, i);
                    r1.intoArray(x, i + h);
                }
            }
        }
    }

    @Override
    public void reduce(double[] x, int at, int count) {
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            int end = ROW * (at + count);
            for (int i = ROW * at + lane; i < end; i += ROW) {
                DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                x0.fma(inverse, magic).sub(magic).fma(p, x0).intoArray(x, i);
            }
        }
    }

    @Override
    public void addProducts(double[] sums, double[] a, int aAt, double[] b, int bAt, int step, int count) {
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            int i = ROW * aAt + lane;
            int j = ROW * bAt + lane;
            int end = ROW * count;
            for (int k = lane; k < end; k += ROW) {
                DoubleVector x = DoubleVector.fromArray(LANES, a, i);
                DoubleVector w = DoubleVector.fromArray(LANES, b, j);
                DoubleVector nw = w.mul(-1);
                DoubleVector g = x.mul(nw);
                DoubleVector r =
                        x.fma(w, g).sub(g.fma(inverse, magic).sub(magic).fma(p, g));
                DoubleVector.fromArray(LANES, sums, k).add(r).intoArray(sums, k);
                i += ROW * step;
                j += ROW * step;
            }
        }
    }

    @Override
    public void twist(double[] x, double[] w, int j, int pairs) {
        for (int lane = 0; lane < ROW; lane += LENGTH) {
            DoubleVector magic = DoubleVector.broadcast(LANES, Moduli.MAGIC);
            DoubleVector p = DoubleVector.fromArray(LANES, P, lane);
            DoubleVector inverse = DoubleVector.fromArray(LANES, NEGATED_INVERSES, lane);
            for (int k = 0; k < pairs; k++) {
                int i = 2 * ROW * k + lane;
                DoubleVector w1 = DoubleVector.fromArray(LANES, w, ROW * (j + k) + lane);
                DoubleVector nw1 = w1.mul(-1);
                DoubleVector x0 = DoubleVector.fromArray(LANES, x, i);
                DoubleVector x1 = DoubleVector.fromArray(LANES, x, i + ROW);
                DoubleVector g0 = x0.mul(nw1);
                DoubleVector r0 =
                        x0.fma(w1, g0).sub(g0.fma(inverse, magic).sub(magic).fma(p, g0));
                DoubleVector g1 = x1.mul(w1);
                DoubleVector r1 =
                        x1.fma(nw1, g1).sub(g1.fma(inverse, magic).sub(magic).fma(p, g1));
                r0.intoArray(x, i);
                r1.intoArray(x, i + ROW);
            }
        }
    }
}
