package dev.forkyard.catalog.hexdigits;

/**
 * Successive terms whose exponents differ in their low bits only.
 *
 * @param first the first term's n
 * @param terms at most 2<sup>{@value #LOW_BITS}</sup> / step, rounded up
 * @param exponent that of the first term, the largest; the last one's is not negative
 */
record Block(long first, int terms, long exponent) {

    static final int LOW_BITS = 12;

    /** The longest block that begins with a term, and has so many terms at most. */
    static Block of(long first, long most, long exponent, int step) {
        long low = exponent & ((1 << LOW_BITS) - 1);
        return new Block(first, (int) Math.min(most, low / step + 1), exponent);
    }
}
