package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Multiplies huge integers by {@link NumberTheoreticTransform}: in O(n log n), and faster than
 * {@link BigInteger#multiply} from a few thousand digits on.
 *
 * <p>Numbers are limbs of 64 bits, least significant first and unsigned.
 *
 * <p>Besides the numbers and their product, memory is needed for two arrays, or one for a square, of less than
 * 5/4 · 64/182 · 64 bytes = 28.2 bytes for each limb of the product, or of 3½ times the shorter factor's limbs if that is
 * less; and for the roots of unity, which are kept, a quarter of one such array.
 */
final class TransformProduct {

    private static final TransformProduct FASTEST = new TransformProduct(Kernels.fastest());

    private final Kernels kernels;

    TransformProduct(Kernels kernels) {
        this.kernels = kernels;
    }

    /** The one with the fastest kernels. */
    static TransformProduct fastest() {
        return FASTEST;
    }

    /** What they are, for people. */
    static String description() {
        return "number-theoretic transforms " + (Kernels.haveVectors() ? "in vectors" : "without vectors");
    }

    /** The product of two numbers of either sign and any length. */
    BigInteger multiply(BigInteger a, BigInteger b) {
        if (a.signum() == 0 || b.signum() == 0) {
            return BigInteger.ZERO;
        }
        long[] x = Limbs.of(a);
        long[] product;
        if (a.equals(b)) {
            product = new long[2 * x.length];
            square(x, x.length, product);
        } else {
            long[] y = Limbs.of(b);
            product = new long[Math.addExact(x.length, y.length)];
            multiply(x, x.length, y, y.length, product);
        }
        return Limbs.toBigInteger(product, a.signum() * b.signum());
    }

    /**
     * Sets the first aLength + bLength limbs of the product, which is another array than the factors, to that of the
     * first limbs of a and b. Squares take less time: see {@link #square}.
     */
    void multiply(long[] a, int aLength, long[] b, int bLength, long[] product) {
        if (aLength < bLength) {
            multiply(b, bLength, a, aLength, product);
            return;
        }
        Arrays.fill(product, 0, aLength + bLength, 0);
        if (bLength > 0) {
            multiplyInPieces(a, aLength, b, bLength, product);
        }
    }

    /** Sets the first 2·length limbs of the square, which is another array, to that of the first limbs of a. */
    void square(long[] a, int length, long[] square) {
        Arrays.fill(square, 0, 2 * length, 0);
        int count = 2 * Coefficients.count(length);
        NumberTheoreticTransform transform = new NumberTheoreticTransform(kernels.transform(), count);
        double[] x = new double[Moduli.COUNT * transform.length()];
        Coefficients.split(kernels.coefficients(), a, 0, length, x);
        transform.forward(x);
        transform.square(x);
        transform.inverse(x);
        Coefficients.join(kernels.coefficients(), x, count, transform.factor(), square, 0, 2 * length);
    }

    /** Cuts the longer factor into equal pieces of at most 2½ times the length of the shorter one. */
    private void multiplyInPieces(long[] a, int aLength, long[] b, int bLength, long[] product) {
        int pieces = Math.max(1, (int) ((2L * aLength / bLength + 1) / 3));
        int pieceLength = (aLength + pieces - 1) / pieces;
        int count = Coefficients.count(pieceLength) + Coefficients.count(bLength);
        NumberTheoreticTransform transform = new NumberTheoreticTransform(kernels.transform(), count);
        double[] x = new double[Moduli.COUNT * transform.length()];
        double[] y = new double[Moduli.COUNT * transform.length()];
        Coefficients.split(kernels.coefficients(), b, 0, bLength, y);
        transform.forward(y);
        for (int from = 0; from < aLength; from += pieceLength) {
            int to = Math.min(aLength, from + pieceLength);
            Arrays.fill(x, 0);
            Coefficients.split(kernels.coefficients(), a, from, to, x);
            transform.forward(x);
            transform.multiply(x, y);
            transform.inverse(x);
            Coefficients.join(kernels.coefficients(), x, count, transform.factor(), product, from, to + bLength);
        }
    }
}
