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
     * Less than 2 units from R = 2<sup>b + p</sup>/d, with the divisor d of b bits and the precision p; so R is from
     * 2<sup>p</sup> to 2<sup>p + 1</sup>.
     *
     * <p>By induction, with h = ⌊p/2⌋ + 8 and g = 8 guard bits. Bits of d are dropped only beyond the first p + g, which
     * changes it by less than one part in 2<sup>p + g - 1</sup>, and R by less than 2<sup>2 - g</sup> = 1/64. If r is less
     * than 2 off 2<sup>b + h</sup>/d, exact arithmetic would make of it a result that is off by less than
     * 2<sup>2</sup> 2<sup>p - h</sup>/2<sup>h</sup> ≤ 2<sup>3 - 2g</sup>, as 2h ≥ p - 1 + 2g. The bits of the defect that
     * are cut are worth less than 2<sup>p - 2h + 2</sup> ≤ 2<sup>3 - 2g</sup>. The last shift, like the direct quotient,
     * rounds by less than 1. Together that is less than 1.02.
     *
     * @param divisor from 1, left as it is
     * @param directBits below which precision {@link MutableInteger#divide} is used; at least 17, for halving ends at 16
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
