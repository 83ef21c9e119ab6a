package dev.forkyard.catalog.integrate;

/**
 * A stretch of the x axis with the integral over it.
 *
 * @param from where it begins
 * @param to where it ends
 * @param value the integral by the better of two rules
 * @param difference how far the two rules are apart
 * @param rounding how far rounding may have put the value off
 */
record Panel(double from, double to, double value, double difference, double rounding) {

    /** The outermost points of a rule are half a hundredth of a panel's half away from its ends, and are not to fall on them. */
    private static final int FEW_DOUBLES = 256;

    double middle() {
        return from + (to - from) / 2;
    }

    /** How far the value may be off. */
    double error() {
        return Math.max(difference, rounding);
    }

    /** Whether two halves can be better: rounding is not what the error is from, and doubles tell their points apart. */
    boolean isDivisible() {
        return difference > rounding && !isNarrow(from, to);
    }

    /** Whether there are so few doubles between the ends that the points of a rule fall together. */
    static boolean isNarrow(double from, double to) {
        return Math.abs(to - from) <= FEW_DOUBLES * ulp(from, to);
    }

    /** The distance of doubles, where it is largest. */
    static double ulp(double from, double to) {
        return Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
    }
}
