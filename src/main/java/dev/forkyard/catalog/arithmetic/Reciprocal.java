package dev.forkyard.catalog.arithmetic;

/**
 * Reciprocals of huge integers by Newton's iteration: from r ≈ 1/d, r + r(1 − dr) has twice as many right bits.
 *
 * <p>Source: R. Brent, P. Zimmermann, <i>Modern Computer Arithmetic</i>, 2010, section 3.4.
 */
final class Reciprocal {

    private static final int GUARD_BITS = 8;

    private Reciprocal() {}

    /**
     * Less than 4 units from 2 to the power of the divisor's bits + precision, divided by the divisor.
     *
     * @param divisor from 1, left as it is
     * @param directBits up to which precision {@link MutableInteger#divide} is the faster
     */
    static MutableInteger of(MutableInteger divisor, long precision, long directBits, Workspace workspace) {
        long dropped = Math.max(0, divisor.bitLength() - precision - GUARD_BITS);
        try (MutableInteger top = divisor.copy().shiftRight(dropped)) {
            long bits = top.bitLength();
            if (precision < directBits) {
                return workspace.of(1).shiftLeft(bits + precision).divide(top);
            }
            long half = precision / 2 + GUARD_BITS;
            MutableInteger rough = of(top, half, directBits, workspace);
            MutableInteger defect = workspace.of(1).shiftLeft(bits + half).subtract(top.multiply(rough));
            // The defect is about as long as the divisor's other half, of which the product needs half a precision
            // only.
            long cut = Math.max(0, bits - half);
            try (MutableInteger correction = defect.shiftRight(cut).multiply(rough)) {
                correction.shiftRight(bits + 2 * half - precision - cut);
                return rough.shiftLeft(precision - half).add(correction);
            }
        }
    }
}
