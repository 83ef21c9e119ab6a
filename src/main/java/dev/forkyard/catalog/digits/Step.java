package dev.forkyard.catalog.digits;

/**
 * What a task of a job {@code pi-digits} does. A small precision takes one step: WHOLE where its digits are told in the
 * task's result, else WHOLE_FILE. A large one takes several, and with Chudnovsky's series the pool shares all of it:
 *
 * <pre>
 * SUM SUM SUM SUM   ROOT         a range of the series' terms each, and the root beside them
 *   \ /     \ /      |
 *   JOIN    JOIN     |           as many levels as it takes
 *     |\     /|      |
 *     | \   / |      |
 * DENOMINATOR NUMERATOR          the last join, its two halves apart
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
 * With the other algorithms, SERIES is all that comes before CUT and DIGITS, as one task.
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
