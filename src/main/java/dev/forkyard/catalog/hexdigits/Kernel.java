package dev.forkyard.catalog.hexdigits;

import dev.forkyard.catalog.machine.FusedMultiplyAdd;

/**
 * Sums fractions of powers of 2. Each one is rounded down to the last word, whatever the kernel, so that all kernels
 * give the same sums.
 *
 * <p>An instance belongs to one thread.
 */
interface Kernel {

    /** No denominator may reach this. */
    long DENOMINATOR_LIMIT = 1L << 44;

    /** Adds ±⌊2<sup>exponent + shift</sup> / denominator⌋ for all fractions of all of a block's terms. */
    void add(Block block);

    /** The fractional part of all that was added. */
    HexWords sum();

    /** The faster kernel in this JVM. */
    static Kernel fastest(Formula formula, int words) {
        return FusedMultiplyAdd.isFast() ? new FusedKernel(formula, words) : new MontgomeryKernel(formula, words);
    }
}
