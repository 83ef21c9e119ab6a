package dev.forkyard.catalog.arithmetic;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/**
 * Whether transforms have taken over large products from a library. Compiled, they take a fraction of the library's time;
 * in a JVM that has yet to compile them, a hundred times as long as then. So they take over once they have been the faster
 * in a contest. A warm-up holds it; where there was none, it is held beside the library's products, for a share of their
 * time. Safe for use by many threads; which of both makes a product is no part of it.
 */
final class TakeOver {

    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int WINS = 3;

    /** The contest takes at most one in so many parts of the time. */
    private static final int SHARE = 4;

    private final Contest contest;
    private volatile boolean done;

    @GuardedBy("this") private long libraryNanos;

    @GuardedBy("this") private long contestNanos;

    @GuardedBy("this") private int wins;

    /** Two ways to the same product. */
    interface Contest {

        void transform();

        void useLibrary();
    }

    TakeOver(Contest contest) {
        this.contest = contest;
    }

    boolean isDone() {
        return done;
    }

    /** The library has made a product, which took so long. */
    synchronized void libraryTook(long nanos) {
        libraryNanos += nanos;
        if (!done && (SHARE - 1) * contestNanos < libraryNanos) {
            compete();
        }
    }

    /**
     * Holds the contest, which takes some seconds at most.
     *
     * @throws InterruptedException soon after the thread was interrupted
     */
    void decide() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!done && System.nanoTime() < end) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the contest was interrupted");
            }
            compete();
        }
    }

    private synchronized void compete() {
        long began = System.nanoTime();
        contest.transform();
        long between = System.nanoTime();
        contest.useLibrary();
        long end = System.nanoTime();
        wins = between - began < end - between ? wins + 1 : 0;
        contestNanos += end - began;
        done |= wins == WINS;
    }
}
