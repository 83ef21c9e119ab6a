package dev.forkyard.catalog.arithmetic;

/**
 * The integer square root of huge integers, which costs about three multiplications of the root: by Newton's iteration
 * for the reciprocal of the root, with half of its bits, and a last step for the root itself.
 *
 * <p>Source: A. Karp, P. Markstein, <i>High-precision division and square root</i>, 1997.
 */
final class NewtonRoot {

    /** The root is approximated with so many bits after the point, so that it is nearly never in doubt. */
    private static final int GUARD_BITS = 32;

    /** Units of the last of these bits that it may be off by; {@link #approximate} says why not more. */
    private static final int ERROR = 4;

    private final Workspace workspace;
    private final long directBits;

    /** @param directBits up to how many bits {@link MutableInteger#squareRoot} is direct, at least 400 */
    NewtonRoot(Workspace workspace, long directBits) {
        this.workspace = workspace;
        this.directBits = directBits;
    }

    /**
     * A new number: the largest integer whose square is at most {@code n}.
     *
     * @param n of more than {@code directBits}, left as it is
     */
    MutableInteger floor(MutableInteger n) {
        MutableInteger root = approximate(n, (n.bitLength() + 1) / 2 + GUARD_BITS);
        try (MutableInteger error = workspace.of(ERROR);
                MutableInteger least = root.copy().subtract(error).shiftRight(GUARD_BITS)) {
            MutableInteger most = root.add(error).shiftRight(GUARD_BITS);
            if (least.compareTo(most) != 0) {
                try (MutableInteger square = square(most);
                        MutableInteger one = workspace.of(1)) {
                    return square.compareTo(n) > 0 ? most.subtract(one) : most;
                }
            }
            return most;
        }
    }

    /**
     * The root times 2<sup>g</sup>, less than ERROR units off; g is GUARD_BITS, and P = precision the bits of the result.
     * With m = n/4<sup>k</sup> between 1/4 and 1 and y ≈ 1/√m, s = my is close to √m and s + y(m − s<sup>2</sup>)/2 is
     * twice as close.
     *
     * <p>Let h = ⌊P/2⌋ + g, and y be 2<sup>h</sup>/√m, less than 2 off ({@link #reciprocalRoot}). Then s is
     * u = 2<sup>h</sup>√m but for σ: 2 for the error of y, as m ≤ 1, 1 for rounding and 2<sup>1 - g</sup> for the bits of n
     * that are dropped, so |σ| &lt; 3.1. The step in exact arithmetic would leave σ<sup>2</sup>/(2u) ≤
     * 10/2<sup>h</sup>; the error of y changes the correction, which is about σ, by one part in 2<sup>h - 1</sup>, less
     * than 7/2<sup>h</sup>; and rounding m 2<sup>2h</sup> by less than 1 changes it by less than 1/2<sup>h</sup>. In units
     * of the result, of which 2<sup>P - h</sup> are one of s, that is less than 18 · 2<sup>P - 2h</sup> ≤
     * 18 · 2<sup>1 - 2g</sup>. The last shift rounds by less than 1. Together that is less than 1.1.
     */
    private MutableInteger approximate(MutableInteger n, long precision) {
        long half = precision / 2 + GUARD_BITS;
        try (MutableInteger y = reciprocalRoot(n, half)) {
            long bits = evenBits(n);
            long drop = Math.max(0, bits - half - GUARD_BITS);
            MutableInteger s = n.copy().shiftRight(drop).multiply(y).shiftRight(bits - drop);
            long enough = 2 * half;
            try (MutableInteger square = square(s);
                    MutableInteger rest = shiftRight(n.copy(), bits - enough).subtract(square)) {
                MutableInteger correction = rest.multiply(y).shiftRight(enough + half + 1 - precision);
                return s.shiftLeft(precision - half).add(correction);
            }
        }
    }

    /**
     * Less than 2 units from Y = 2<sup>p</sup>/√m, p being the precision; so Y is from 2<sup>p</sup> to 2<sup>p + 1</sup>.
     *
     * <p>By induction, with h = ⌊p/2⌋ + g. Bits of n are dropped only beyond the first p + g, which changes it by less than
     * one part in 2<sup>p + g - 2</sup>, and Y by less than 2<sup>2 - g</sup>. A root for h that is less than 2 off is off
     * by less than e = 2<sup>1 - h</sup> of it, and exact arithmetic would make of it one that is off by less than
     * 2e<sup>2</sup> of it, or 2<sup>p - 2h + 4</sup> ≤ 2<sup>5 - 2g</sup> units. The bits of the defect that are dropped
     * are worth less than 2<sup>p - 2h + 1 - g</sup> ≤ 2<sup>2 - 3g</sup>. The last shift rounds by less than 1; the direct
     * root is that of a quotient rounded down, rounded down itself, so it is less than 1 + 2<sup>-p</sup> off. Together
     * that is less than 1.1, as p is at least 64, which {@code directBits} sees to; there p - h is not negative either.
     */
    private MutableInteger reciprocalRoot(MutableInteger n, long precision) {
        long drop = Math.max(0, evenBits(n) - precision - GUARD_BITS) / 2 * 2;
        long bits = evenBits(n) - drop;
        try (MutableInteger top = n.copy().shiftRight(drop)) {
            if (precision < directBits / 4) {
                return workspace
                        .of(1)
                        .shiftLeft(2 * precision + bits)
                        .divide(top)
                        .squareRoot();
            }
            long half = precision / 2 + GUARD_BITS;
            MutableInteger rough = reciprocalRoot(top, half);
            try (MutableInteger product = square(rough).multiply(top);
                    MutableInteger defect =
                            workspace.of(1).shiftLeft(bits + 2 * half).subtract(product)) {
                long dropOfDefect = Math.max(0, bits - GUARD_BITS);
                MutableInteger correction = defect.shiftRight(dropOfDefect)
                        .multiply(rough)
                        .shiftRight(3 * half + bits + 1 - precision - dropOfDefect);
                return rough.shiftLeft(precision - half).add(correction);
            }
        }
    }

    private static MutableInteger square(MutableInteger number) {
        return number.copy().multiply(number);
    }

    private static MutableInteger shiftRight(MutableInteger number, long bits) {
        return bits >= 0 ? number.shiftRight(bits) : number.shiftLeft(-bits);
    }

    private static long evenBits(MutableInteger n) {
        return (n.bitLength() + 1) / 2 * 2;
    }
}
