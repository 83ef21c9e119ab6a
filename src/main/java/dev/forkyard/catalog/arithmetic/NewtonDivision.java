package dev.forkyard.catalog.arithmetic;

/**
 * Division of huge integers that costs about three multiplications: by a reciprocal with half as many bits as the
 * quotient, the product with which is put right once.
 *
 * <p>Source: A. Karp, P. Markstein, <i>High-precision division and square root</i>, 1997.
 */
final class NewtonDivision {

    /** The quotient is approximated with so many bits after the point, so that it is nearly never in doubt. */
    private static final int GUARD_BITS = 32;

    /** Units of the last of these bits that it may be off by; {@link #approximate} says why not more. */
    private static final int ERROR = 4;

    private final Workspace workspace;
    private final long directBits;

    /** @param directBits up to how many bits of quotient and divisor {@link MutableInteger#divide} is direct */
    NewtonDivision(Workspace workspace, long directBits) {
        this.workspace = workspace;
        this.directBits = directBits;
    }

    /** Whether it is the faster way to a quotient. */
    static boolean pays(long dividendBits, long divisorBits, long directBits) {
        return Math.min(divisorBits, dividendBits - divisorBits) > directBits + GUARD_BITS;
    }

    /**
     * A new number: the quotient, rounded down.
     *
     * @param dividend at least 31 bits longer than the divisor, as {@link #pays} sees to; left as it is
     * @param divisor from 1, left as it is
     */
    MutableInteger floor(MutableInteger dividend, MutableInteger divisor) {
        MutableInteger quotient = approximate(dividend, divisor);
        try (MutableInteger error = workspace.of(ERROR);
                MutableInteger least = quotient.copy().subtract(error).shiftRight(GUARD_BITS)) {
            MutableInteger most = quotient.add(error).shiftRight(GUARD_BITS);
            if (least.compareTo(most) != 0) {
                try (MutableInteger product = most.copy().multiply(divisor);
                        MutableInteger one = workspace.of(1)) {
                    return product.compareTo(dividend) > 0 ? most.subtract(one) : most;
                }
            }
            return most;
        }
    }

    /**
     * Q, the quotient times 2<sup>g</sup>, less than ERROR units off; g is GUARD_BITS.
     *
     * <p>P = precision is such that Q &lt; 2<sup>P + 1</sup>. Of dividend and divisor the first P + g bits are kept, which
     * changes Q by less than 2<sup>P + 1</sup> 2<sup>2 - P - g</sup> = 2<sup>3 - g</sup>. The reciprocal, of h = ⌊P/2⌋ + g
     * bits, is less than 2 units off ({@link Reciprocal}), which is one part in 2<sup>h - 1</sup>. It is multiplied by h + g
     * bits of the dividend: the rough quotient is off by at most 2<sup>g + 1</sup> for the reciprocal's error and 4 for
     * rounding, so by less than 2<sup>g + 2</sup> of its units, of which one is 2<sup>P - h - g</sup> of Q's. What is left
     * of the dividend is exact, and so is its quotient by the divisor as large as that error; the correction approximates it
     * to one part in 2<sup>h - 1</sup>, and one in 2<sup>h + g - 1</sup> for the bits dropped. So what remains is less than
     * 2<sup>P - h - g</sup> 2<sup>g + 2</sup> 2<sup>2 - h</sup> = 2<sup>P - 2h + 4</sup> ≤ 2<sup>5 - 2g</sup> units of Q.
     * Two last shifts round by less than 1 each. Together that is less than 2.1.
     */
    private MutableInteger approximate(MutableInteger dividend, MutableInteger divisor) {
        long precision = dividend.bitLength() - divisor.bitLength() + GUARD_BITS;
        long enough = precision + GUARD_BITS;
        long half = precision / 2 + GUARD_BITS;
        long dividendShift = dividend.bitLength() - enough;
        long divisorShift = Math.max(0, divisor.bitLength() - enough);
        long unit = dividendShift - divisorShift + GUARD_BITS; // The result is a/d times 2 to this power.
        try (MutableInteger a = shiftLeft(dividend.copy(), -dividendShift);
                MutableInteger d = divisor.copy().shiftRight(divisorShift);
                MutableInteger reciprocal = Reciprocal.of(d, half, directBits, workspace)) {
            long drop = enough - half - GUARD_BITS;
            MutableInteger rough =
                    a.copy().shiftRight(drop).multiply(reciprocal).shiftRight(half);
            long roughUnit = drop - d.bitLength();

            long unitOfRest = Math.min(0, roughUnit);
            MutableInteger rest = a.shiftLeft(-unitOfRest);
            try (MutableInteger product = rough.copy().multiply(d).shiftLeft(roughUnit - unitOfRest)) {
                rest.subtract(product);
            }
            long dropOfRest = Math.max(0, rest.bitLength() - half - GUARD_BITS);
            MutableInteger correction = rest.shiftRight(dropOfRest).multiply(reciprocal);
            long correctionUnit = dropOfRest + unitOfRest - d.bitLength() - half;
            return shiftLeft(rough, roughUnit + unit).add(shiftLeft(correction, correctionUnit + unit));
        }
    }

    private static MutableInteger shiftLeft(MutableInteger number, long bits) {
        return bits >= 0 ? number.shiftLeft(bits) : number.shiftRight(-bits);
    }
}
