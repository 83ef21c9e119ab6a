package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;

/**
 * π by the arithmetic-geometric mean of Gauss and Legendre, as R. Brent and E. Salamin found; each step doubles the digits.
 *
 * <p>From a₀ = 1 and b₀ = √½, a' = (a + b)/2, b' = √(ab) and c' = (a - b)/2; then π is the limit of 2a<sub>n+1</sub>² /
 * (½ - Σ 2<sup>k</sup>c<sub>k</sub>²), k from 1 to n, and above it by less than
 * 14 · 2<sup>n+4</sup> e<sup>-π 2<sup>n+1</sup></sup>. Source: J. and P. Borwein, <i>Pi and the AGM</i>, 1987, algorithm 2.1.
 */
final class GaussLegendre implements PiSeries {

    private static final int EXTRA_BITS = 32;

    /**
     * {@inheritDoc}
     *
     * <p>The error is below 2 units. Computed is in units of u = 2<sup>-(bits + n + 32)</sup>, rounded down.
     *
     * <ul>
     *   <li>After n steps, where 2<sup>n</sup> > bits/9 + 4, what is left is below 2<sup>-bits</sup>/8: its exponent is
     *       π log2(e) 2<sup>n+1</sup> > 9.06 · 2<sup>n</sup> > bits + 36 + 2<sup>n</sup>/17, and 36 + 2<sup>n</sup>/17 is above
     *       n + 4 + 4 + 3.
     *   <li>a and b are below their true values by e or less, at first e = u. A step makes that at most 1.02e + 2u: both
     *       means add one for their rounding, the arithmetic mean passes on half the errors' sum, and the geometric mean
     *       passes on (√(b/a) + √(a/b))/2 of the larger, where a/b is at most √2. So e is below 4(n + 1)u, for that ratio
     *       is above 1.02 never and above 1.0001 in the first step only.
     *   <li>c is half a difference, so off by e + u at most, and 2<sup>k</sup>c² by 2<sup>k</sup>(2c(e + u) + (e + u)² +
     *       u). As c is below 0.15, 0.007 and then squares of that, the sum of these is below 2e + 2<sup>n+2</sup>u.
     *   <li>So the dividend 2a², which is 1.4, is off by less than 4e, and the divisor, 0.45, by less than 2e +
     *       2<sup>n+2</sup>u; their quotient by less than 9e + 7(2e + 2<sup>n+2</sup>u) + u < 2<sup>n+20</sup>u, as n is below 60.
     * </ul>
     *
     * <p>That is less than 2<sup>-bits</sup>/8, and cutting off the extra bits adds less than one unit.
     */
    @Override
    public FixedPoint pi(long bits, Workspace workspace, TaskProgress progress) throws InterruptedException {
        int steps = Long.SIZE - Long.numberOfLeadingZeros(bits / 9 + 4);
        long scale = bits + steps + EXTRA_BITS;
        MutableInteger a = workspace.of(1).shiftLeft(scale);
        MutableInteger b = workspace.of(1).shiftLeft(2 * scale - 1).squareRoot();
        MutableInteger divisor = workspace.of(1).shiftLeft(scale - 1);
        progress.reached(0.5 / (steps + 2));
        for (int k = 1; k <= steps; k++) {
            TaskProgress step = progress.part((k - 0.5) / (steps + 2), (k + 0.5) / (steps + 2));
            MutableInteger c = a.copy().subtract(b).shiftRight(1);
            MutableInteger mean = a.copy().add(b).shiftRight(1);
            b.multiply(a);
            step.reached(0.3);
            b.squareRoot();
            step.reached(0.9);
            a.close();
            a = mean;
            divisor.subtract(c.multiply(c).shiftLeft(k).shiftRight(scale));
            c.close();
            step.reached(1);
        }
        a.add(b).shiftRight(1);
        b.close();
        a.multiply(a).shiftLeft(1);
        progress.reached((steps + 1.0) / (steps + 2));
        MutableInteger mantissa = a.divide(divisor).shiftRight(scale - bits);
        divisor.close();
        progress.reached(1);
        return new FixedPoint(mantissa, bits, 2);
    }
}
