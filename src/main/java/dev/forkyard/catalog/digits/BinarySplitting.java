package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.progress.TaskProgress;

/**
 * Sums a series by splitting its terms in halves, so that most of the work is in a few multiplications of large
 * numbers.
 *
 * <p>Source: B. Haible, T. Papanikolaou, <i>Fast multiprecision evaluation of series of rational numbers</i>,
 * ANTS-III, 1998.
 */
final class BinarySplitting {

    /** The share of its work that a sum spends in its last join: 1 - 2^(1-e) where multiplying n digits costs n^e. */
    private static final double JOIN_SHARE = 0.12;

    /** So few terms are summed one by one, on the heap: fewer cost more calls, and more cost more than their halves. */
    private static final int LEAF_TERMS = 24;

    private BinarySplitting() {}

    /**
     * How the terms of a series are summed and sums are joined.
     *
     * @param <S> the exact sum of adjacent terms
     */
    interface Series<S> {

        /**
         * The sum of the terms {@code from} inclusive to {@code to} exclusive, at least one, one by one.
         *
         * @param last whether no terms will follow
         */
        S leaf(long from, long to, boolean last);

        /**
         * The sum of the terms of both, which are used up; those of {@code right} follow those of {@code left}.
         *
         * @param last whether no terms will follow those of {@code right}
         * @throws InterruptedException if the task was cancelled
         */
        S join(S left, S right, boolean last, TaskProgress progress) throws InterruptedException;
    }

    /**
     * The sum of the terms {@code from} inclusive to {@code to} exclusive, at least one.
     *
     * @param last whether no terms will follow
     * @throws InterruptedException soon after the task was cancelled
     */
    static <S> S sum(Series<S> series, long from, long to, boolean last, TaskProgress progress)
            throws InterruptedException {
        progress.checkCancelled();
        if (to - from <= LEAF_TERMS) {
            return series.leaf(from, to, last);
        }
        long middle = (from + to) >>> 1;
        double half = (1 - JOIN_SHARE) / 2;
        S left = sum(series, from, middle, false, progress.part(0, half));
        S right = sum(series, middle, to, last, progress.part(half, 2 * half));
        return series.join(left, right, last, progress.part(2 * half, 1));
    }
}
