package dev.forkyard.catalog.digits;

/**
 * What a task of a job {@code pi-digits} does. A small precision takes one step: WHOLE where its digits are told in the
 * task's result, else WHOLE_FILE. A large one is shared:
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
 * Of the algorithms that are no simple series, SERIES is all that comes before CUT and DIGITS.
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
