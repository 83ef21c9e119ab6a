package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;

/**
 * The integer square root of a large number, in steps that double the precision.
 *
 * <p>{@link BigInteger#sqrt()} works at full precision in every step before JDK 25, and cannot be stopped. Source:
 * the adaptive Newton iteration of M. Dickinson, with its proof in CPython, {@code Modules/mathmodule.c}, {@code
 * math.isqrt}.
 */
final class SquareRoot {

    private SquareRoot() {}

    /**
     * The largest integer whose square is at most {@code n}.
     *
     * @param n at least 1
     * @throws InterruptedException at the next step after the task was cancelled
     */
    static BigInteger floor(BigInteger n, TaskProgress progress) throws InterruptedException {
        int rootBits = (n.bitLength() - 1) / 2;
        BigInteger root = BigInteger.ONE;
        int known = 0;
        for (int step = 31 - Integer.numberOfLeadingZeros(rootBits); step >= 0; step--) {
            int wanted = rootBits >> step;
            BigInteger quotient =
                    n.shiftRight(2 * rootBits - known - wanted + 1).divide(root);
            root = root.shiftLeft(wanted - known - 1).add(quotient);
            known = wanted;
            progress.reached((double) known / rootBits);
        }
        return root.multiply(root).compareTo(n) > 0 ? root.subtract(BigInteger.ONE) : root;
    }
}
