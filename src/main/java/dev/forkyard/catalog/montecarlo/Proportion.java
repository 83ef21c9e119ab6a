package dev.forkyard.catalog.montecarlo;

import java.util.List;

/** The share of hits in independent trials, as an estimate of their probability. */
record Proportion(long hits, long trials) {

    /** The standard normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    double estimate() {
        return (double) hits / trials;
    }

    /** √(p(1-p)/n), the standard error of the estimate p; 0 when every or no trial hit. */
    double standardError() {
        double p = estimate();
        return Math.sqrt(p * (1 - p) / trials);
    }

    /**
     * The interval of probabilities that the hits agree with at the 95 % level: lowest, highest.
     *
     * <p>It is Wilson's score interval, which for many trials is the estimate ± 1.96 standard errors, and other than
     * that stays honest for few: it never leaves [0, 1], nor shrinks to a point when every or no trial hit. Source:
     * E. Wilson, <i>Probable inference, the law of succession, and statistical inference</i>, JASA 22, 1927;
     * recommended by L. Brown, T. Cai, A. DasGupta, <i>Interval estimation for a binomial proportion</i>, Statistical
     * Science 16, 2001.
     */
    List<Double> confidence95() {
        double n = trials;
        double p = estimate();
        double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double reach = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return List.of(Math.max(0, centre - reach), Math.min(1, centre + reach));
    }
}
