package dev.forkyard.catalog.hexdigits;

/** What the low bits of a block's exponents multiply by, two bits at a time, in the order of the block's terms. */
final class LowExponents {

    /** Digits of two bits. */
    static final int DIGITS = Block.LOW_BITS / 2;

    private final int step;
    private final int stride;

    /** At [digit, the most significant first][index of low bits], 2 to the power of the digit. */
    private final double[][] powers;

    LowExponents(int step) {
        this.step = step;
        int range = 1 << Block.LOW_BITS;
        stride = (range - 1) / step + 1;
        powers = new double[DIGITS][step * stride];
        for (int low = 0; low < range; low++) {
            int index = index(low);
            for (int digit = 0; digit < DIGITS; digit++) {
                powers[digit][index] = 1 << (low >> (2 * (DIGITS - 1 - digit)) & 3);
            }
        }
    }

    /**
     * Copies the powers of a block's exponents to where loops read all else at the same index.
     *
     * @param powers at [digit, the most significant first][i], set to 2 to the power of the i-th term's digit
     */
    void copyPowers(Block block, double[][] powers) {
        int index = index((int) block.exponent() & ((1 << Block.LOW_BITS) - 1));
        for (int digit = 0; digit < DIGITS; digit++) {
            System.arraycopy(this.powers[digit], index, powers[digit], 0, block.terms());
        }
    }

    /** Where the powers of an exponent are; those of the exponent less the step follow. */
    private int index(int low) {
        int residue = low % step;
        int last = (1 << Block.LOW_BITS) - 1 - residue;
        return residue * stride + last / step - low / step;
    }

    /** The longest block. */
    int mostTerms() {
        return stride;
    }
}
