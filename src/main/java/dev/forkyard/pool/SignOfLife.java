package dev.forkyard.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a worker still speaks, and what it does. Its reading thread notes what it hears; the pool's timer looks, and counts
 * its own looks rather than the time, so that a server that was itself suspended blames nobody.
 */
final class SignOfLife {

    private volatile long heard;
    private final AtomicLong progress = new AtomicLong();
    private long heardBefore;
    private int silentLooks;

    /** Called by the reading thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    void seen() {
        heard++;
    }

    /** Its unit goes on: it has told something, or was told what it waited for. For use by any thread. */
    void progressed() {
        progress.incrementAndGet();
    }

    /** How often that was so. */
    long progress() {
        return progress.get();
    }

    /** Called by the timer: how many looks in a row, this one included, nothing was heard. */
    int silentLooks() {
        long now = heard;
        silentLooks = now == heardBefore ? silentLooks + 1 : 0;
        heardBefore = now;
        return silentLooks;
    }
}
