package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * The integer square root of a number on the heap, in steps that double the precision.
 *
 * <p>{@link BigInteger#sqrt()} works at full precision in every step before JDK 25. Source: the adaptive Newton iteration
 * of M. Dickinson, with its proof in CPython, {@code Modules/mathmodule.c}, {@code math.isqrt}.
 */
final class JavaRoot {

    private JavaRoot() {}

    /**
     * The largest integer whose square is at most {@code n}.
     *
     * @throws ArithmeticException if {@code n} is negative
     */
    static BigInteger floor(BigInteger n) {
        if (n.signum() < 0) {
            throw new ArithmeticException("square root of a negative number");
        }
        if (n.signum() == 0) {
            return n;
        }
        int rootBits = (n.bitLength() - 1) / 2;
        BigInteger root = BigInteger.ONE;
        int known = 0;
        for (int step = 31 - Integer.numberOfLeadingZeros(rootBits); step >= 0; step--) {
            int wanted = rootBits >> step;
            BigInteger quotient = JavaDivision.floor(n.shiftRight(2 * rootBits - known - wanted + 1), root);
            root = root.shiftLeft(wanted - known - 1).add(quotient);
            known = wanted;
        }
        return JavaMultiplication.product(root, root).compareTo(n) > 0 ? root.subtract(BigInteger.ONE) : root;
    }
}
