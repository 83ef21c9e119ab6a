package dev.forkyard.catalog.montecarlo;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.SUB;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel that keeps states in vector registers, for JVMs that have the Vector API's module and compile it to
 * instructions; on others it gives the same counts, a hundred times slower.
 *
 * <p>Coordinates are made doubles by their bits: a 26-bit number in a double's lowest bits, below the exponent of
 * 2<sup>52</sup>, adds itself to 2<sup>52</sup>, and in bits 26 to 51, below the exponent of 2<sup>26</sup>, to
 * 2<sup>26</sup>. Its top bit is flipped, which as an unsigned number adds 2<sup>25</sup> to the signed one; then both
 * are subtracted. All of this is exact, and so are the sums, which are integers below 2<sup>53</sup>; no rounding mode,
 * fused or not, can change a count.
 */
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private static final long TOP_OF_26 = 1L << 25;
    private static final long X_BITS = ((1L << 26) - 1) << 26;
    private static final long X_FLIP = Double.doubleToRawLongBits(0x1p26) ^ TOP_OF_26 << 26;
    private static final double X_BASE = 0x1p26 + 0x1p25;
    private static final long Y_BITS = (1L << 26) - 1;
    private static final long Y_FLIP = Double.doubleToRawLongBits(0x1p52) ^ TOP_OF_26;
    private static final double Y_BASE = 0x1p52 + 0x1p25;

    @Override
    public long inside(long[] words, int rows) {
        long inside = 0;
        for (int lane = 0; lane < Lanes.COUNT; lane += 2 * LONGS.length()) {
            inside += inside(words, lane, rows);
        }
        return inside;
    }

    /**
     * Two registers' worth of lanes, s and t: of one alone, each step would wait for the one before. This is a method,
     * called often, so that the JIT compiler compiles it as one: only then do both releases keep all vectors in registers.
     */
    private static long inside(long[] words, int lane, int rows) {
        LongVector xBits = LongVector.broadcast(LONGS, X_BITS);
        LongVector xFlip = LongVector.broadcast(LONGS, X_FLIP);
        DoubleVector xBase = DoubleVector.broadcast(DOUBLES, X_BASE);
        LongVector yBits = LongVector.broadcast(LONGS, Y_BITS);
        LongVector yFlip = LongVector.broadcast(LONGS, Y_FLIP);
        DoubleVector yBase = DoubleVector.broadcast(DOUBLES, Y_BASE);
        DoubleVector minusRadiusSquared = DoubleVector.broadcast(DOUBLES, -Disc.RADIUS_SQUARED);
        int laneT = lane + LONGS.length();
        LongVector inside = LongVector.broadcast(LONGS, 0);
        LongVector s0 = LongVector.fromArray(LONGS, words, lane);
        LongVector s1 = LongVector.fromArray(LONGS, words, lane + Lanes.COUNT);
        LongVector s2 = LongVector.fromArray(LONGS, words, lane + 2 * Lanes.COUNT);
        LongVector s3 = LongVector.fromArray(LONGS, words, lane + 3 * Lanes.COUNT);
        LongVector insideT = LongVector.broadcast(LONGS, 0);
        LongVector t0 = LongVector.fromArray(LONGS, words, laneT);
        LongVector t1 = LongVector.fromArray(LONGS, words, laneT + Lanes.COUNT);
        LongVector t2 = LongVector.fromArray(LONGS, words, laneT + 2 * Lanes.COUNT);
        LongVector t3 = LongVector.fromArray(LONGS, words, laneT + 3 * Lanes.COUNT);
        for (int row = 0; row < rows; row++) {
            LongVector random = s0.lanewise(ADD, s3).lanewise(LSHR, 12);
            DoubleVector x = random.lanewise(AND, xBits)
                    .lanewise(XOR, xFlip)
                    .reinterpretAsDoubles()
                    .lanewise(SUB, xBase);
            DoubleVector y = random.lanewise(AND, yBits)
                    .lanewise(XOR, yFlip)
                    .reinterpretAsDoubles()
                    .lanewise(SUB, yBase);
            DoubleVector excess = x.lanewise(FMA, x, y.lanewise(FMA, y, minusRadiusSquared));
            // The sign, which tells that the point is inside.
            inside = inside.lanewise(ADD, excess.reinterpretAsLongs().lanewise(LSHR, 63));
            LongVector shifted = s1.lanewise(LSHL, 17);
            s2 = s2.lanewise(XOR, s0);
            s3 = s3.lanewise(XOR, s1);
            s1 = s1.lanewise(XOR, s2);
            s0 = s0.lanewise(XOR, s3);
            s2 = s2.lanewise(XOR, shifted);
            s3 = s3.lanewise(ROL, 45);

            LongVector randomT = t0.lanewise(ADD, t3).lanewise(LSHR, 12);
            DoubleVector xT = randomT.lanewise(AND, xBits)
                    .lanewise(XOR, xFlip)
                    .reinterpretAsDoubles()
                    .lanewise(SUB, xBase);
            DoubleVector yT = randomT.lanewise(AND, yBits)
                    .lanewise(XOR, yFlip)
                    .reinterpretAsDoubles()
                    .lanewise(SUB, yBase);
            DoubleVector excessT = xT.lanewise(FMA, xT, yT.lanewise(FMA, yT, minusRadiusSquared));
            insideT = insideT.lanewise(ADD, excessT.reinterpretAsLongs().lanewise(LSHR, 63));
            LongVector shiftedT = t1.lanewise(LSHL, 17);
            t2 = t2.lanewise(XOR, t0);
            t3 = t3.lanewise(XOR, t1);
            t1 = t1.lanewise(XOR, t2);
            t0 = t0.lanewise(XOR, t3);
            t2 = t2.lanewise(XOR, shiftedT);
            t3 = t3.lanewise(ROL, 45);
        }
        s0.intoArray(words, lane);
        s1.intoArray(words, lane + Lanes.COUNT);
        s2.intoArray(words, lane + 2 * Lanes.COUNT);
        s3.intoArray(words, lane + 3 * Lanes.COUNT);
        t0.intoArray(words, laneT);
        t1.intoArray(words, laneT + Lanes.COUNT);
        t2.intoArray(words, laneT + 2 * Lanes.COUNT);
        t3.intoArray(words, laneT + 3 * Lanes.COUNT);
        return inside.lanewise(ADD, insideT).reduceLanes(ADD);
    }
}
