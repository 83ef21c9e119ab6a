package dev.forkyard.catalog.integrate;

import java.util.function.DoubleUnaryOperator;

/**
 * The pair of rules of Gauss with 7 points and of Kronrod with 15, among which are these 7: one is exact for polynomials up
 * to degree 13, the other up to 22. From R. Piessens et al., <i>QUADPACK</i>, 1983 (routine QK15), like the bound of rounding
 * errors, 50 units of the double's precision times the integral of the absolute value. What is told as the difference of
 * the two rules is the error of the poorer, so most often far more than that of the value.
 */
final class GaussKronrod {

    /** Points of one application. */
    static final int POINTS = 15;

    private static final int MIDDLE = 7;

    private static final double ROUNDING = 50 * Math.ulp(1.0);

    /** Right of the middle, outermost first; every second is one of Gauss's. */
    private static final double[] NODES = {
        0.9914553711208126,
        0.9491079123427585,
        0.8648644233597691,
        0.7415311855993945,
        0.5860872354676911,
        0.4058451513773972,
        0.20778495500789848,
        0.0
    };

    private static final double[] KRONROD = {
        0.022935322010529224,
        0.06309209262997856,
        0.10479001032225019,
        0.14065325971552592,
        0.1690047266392679,
        0.19035057806478542,
        0.20443294007529889,
        0.20948214108472782
    };

    private static final double[] GAUSS = {
        0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694
    };

    private GaussKronrod() {}

    /**
     * Applies both to one stretch, whose ends are not evaluated.
     *
     * <p>Rounding is bounded by QUADPACK's measure, and by what it does to points: each is off by up to a unit in the last
     * place, which puts the integral off by up to that unit times the variation of the function. Where a stretch is so narrow
     * that the points fall together, nothing is known but the magnitude of the function: all of it may be wrong. So a pole is
     * never taken for something that has an integral.
     *
     * @throws ArithmeticException if the function is not finite at a point, or the integral is too large for a double
     */
    static Panel apply(DoubleUnaryOperator function, double from, double to) {
        double middle = from + (to - from) / 2;
        double half = (to - from) / 2;
        double atMiddle = function.applyAsDouble(middle);
        double kronrod = KRONROD[MIDDLE] * atMiddle;
        double gauss = GAUSS[MIDDLE / 2] * atMiddle;
        double magnitude = KRONROD[MIDDLE] * Math.abs(atMiddle);
        double variation = 0;
        double leftBefore = atMiddle;
        double rightBefore = atMiddle;
        for (int node = MIDDLE - 1; node >= 0; node--) {
            double left = function.applyAsDouble(middle - half * NODES[node]);
            double right = function.applyAsDouble(middle + half * NODES[node]);
            kronrod += KRONROD[node] * (left + right);
            gauss += node % 2 == 1 ? GAUSS[node / 2] * (left + right) : 0;
            magnitude += KRONROD[node] * (Math.abs(left) + Math.abs(right));
            variation += Math.abs(left - leftBefore) + Math.abs(right - rightBefore);
            leftBefore = left;
            rightBefore = right;
        }
        double value = kronrod * half;
        double difference = Math.abs((kronrod - gauss) * half);
        double absolute = magnitude * Math.abs(half);
        double rounding = Panel.isNarrow(from, to) ? absolute : ROUNDING * absolute + Panel.ulp(from, to) * variation;
        if (!Double.isFinite(value) || !Double.isFinite(difference) || !Double.isFinite(rounding)) {
            throw new ArithmeticException("The integral between x = %s and %s is too large.".formatted(from, to));
        }
        return new Panel(from, to, value, difference, rounding);
    }
}
