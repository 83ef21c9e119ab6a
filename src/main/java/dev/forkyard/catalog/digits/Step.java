package dev.forkyard.catalog.digits;

/**
 * What a task of a job {@code pi-digits} does. A small precision takes one step: WHOLE where its digits are told in the
 * task's result, else WHOLE_FILE. Of a large one, the pool shares all of a series that is a sum:
 *
 * <pre>
 * SUM SUM SUM SUM   ROOT         a range of the series' terms each, and Chudnovsky's root beside them
 *   \ /     \ /      |
 *   JOIN    JOIN     |           as many levels as it takes
 *     |\     /|      |
 *     | \   / |      |
 * DENOMINATOR NUMERATOR          Chudnovsky's last join, its two halves apart
 *           \ /
 *         QUOTIENT               π as a binary fraction
 *          /   \
 *         |    CUT               what is left of it behind the first half of its digits; again for each half
 *         |     |
 *      DIGITS DIGITS             a stretch of digits each
 *           \ /
 *           TEXT                 all digits of all precisions, as one file
 * </pre>
 *
 * The terms of Machin's formula and of Bailey, Borwein and Plouffe's series add up to π itself, so that a JOIN is all that
 * comes before CUT and DIGITS. In the iteration of Gauss and Legendre every step needs the whole of the one before: there
 * SERIES takes the place of all that, as one task.
 */
enum Step {
    WHOLE,
    WHOLE_FILE,
    SUM,
    JOIN,
    ROOT,
    DENOMINATOR,
    NUMERATOR,
    QUOTIENT,
    SERIES,
    CUT,
    DIGITS,
    TEXT
}
