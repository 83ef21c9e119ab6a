package dev.forkyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Has the job types warm up, one after the other, and then rehearsed, in the time in which there are no orders; gives way
 * at once when one comes. Belongs to the thread that serves.
 */
final class WarmUp {

    /** Between the tasks of one job there is nothing to do for a moment, which is no time to begin something. */
    private static final Duration LULL = Duration.ofMillis(200);

    private final Queue<BoundJobType<?, ?, ?>> left;
    private final Rehearsals rehearsals;
    private final Runnable afterEach;
    private boolean wanted;
    private boolean disturbed;
    private boolean told;

    /**
     * @param scratch where files may be left
     * @param afterEach makes good what a job type has left behind
     */
    WarmUp(List<BoundJobType<?, ?, ?>> types, Path scratch, Runnable afterEach) {
        this.left = new ArrayDeque<>(types);
        this.rehearsals = new Rehearsals(types, scratch);
        this.afterEach = afterEach;
    }

    /** Before that, nothing warms up. */
    void begin() {
        wanted = true;
    }

    /** Goes on after the next {@link #begin()}. */
    void pause() {
        wanted = false;
    }

    /** Goes on with it as long as there are no orders; whether it has just come to its end. */
    boolean proceed(Orders orders) {
        if (!wanted || told) {
            return false;
        }
        while (!left.isEmpty()) {
            if (!pass(orders, () -> warmUp(left.element(), orders))) {
                return false;
            }
            left.remove();
        }
        while (!rehearsals.areOver()) {
            if (!pass(orders, () -> rehearse(orders))) {
                return false;
            }
        }
        told = true;
        System.gc(); // Gives back the memory that it took.
        return true;
    }

    private boolean pass(Orders orders, Orders.Pastime pastime) {
        if (disturbed && !orders.staysEmpty(LULL)) {
            return false;
        }
        disturbed = !orders.whileEmpty(pastime);
        return !disturbed;
    }

    private void rehearse(Orders orders) throws InterruptedException {
        try {
            rehearsals.step(orders);
        } finally {
            afterEach.run();
        }
    }

    private void warmUp(BoundJobType<?, ?, ?> type, Orders orders) throws InterruptedException {
        try {
            type.warmUp();
        } catch (InterruptedException | OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            if (Thread.interrupted() || !orders.isEmpty()) {
                throw new InterruptedException(); // Code may well have made something else of the interrupt.
            }
            TaskOutput.terminal().println("forkyard worker: " + type.name() + " cannot warm up: " + e);
        } finally {
            afterEach.run();
        }
    }
}
