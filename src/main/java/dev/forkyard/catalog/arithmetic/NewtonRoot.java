package dev.forkyard.catalog.arithmetic;

/**
 * The integer square root of huge integers, which costs about three multiplications of the root: by Newton's iteration
 * for the reciprocal of the root, with half of its bits, and a last step for the root itself.
 *
 * <p>Source: A. Karp, P. Markstein, <i>High-precision division and square root</i>, 1997.
 */
final class NewtonRoot {

    private static final int GUARD_BITS = 32;
    private static final int ERROR = 64;

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
     * The root times 2 to the power of GUARD_BITS; it has so many bits, the last few of which may be wrong. With m =
     * n/4<sup>k</sup> between 1/4 and 1 and y ≈ 1/√m, s = my is close to √m and s + y(m − s<sup>2</sup>)/2 is twice as
     * close.
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

    /** 2 to the power of precision, divided by √m, with an error of a few units. */
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
