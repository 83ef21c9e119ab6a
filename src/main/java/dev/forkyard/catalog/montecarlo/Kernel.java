package dev.forkyard.catalog.montecarlo;

/**
 * Draws points and counts those in the {@linkplain Disc disc}; every kernel gives the same counts and leaves the same
 * states behind. An instance belongs to one thread.
 */
interface Kernel {

    /**
     * Draws {@code rows} points in each lane.
     *
     * @param words the lanes' states, as {@link Lanes#words()} says, which are stepped on
     * @return how many of the points are inside
     */
    long inside(long[] words, int rows);
}
