package dev.forkyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Has the job types warm up, one after the other, and then rehearsed, in the time in which there are no orders; gives way
 * at once when one comes. Belongs to the thread that serves.
 */
final class WarmUp {

    /** Between the tasks of one job there is nothing to do for a moment, which is no time to begin something. */
    private static final Duration LULL = Duration.ofMillis(200);

    private final JobTypeRegistry types;
    private final Path scratch;
    private final Queue<BoundJobType<?, ?, ?>> left = new ArrayDeque<>();
    private final Runnable afterEach;
    private @Nullable Rehearsals rehearsals;
    private boolean wanted;
    private boolean disturbed;
    private boolean told;

    /**
     * @param types looked for when that begins
     * @param scratch where files may be left
     * @param afterEach makes good what a job type has left behind
     */
    WarmUp(JobTypeRegistry types, Path scratch, Runnable afterEach) {
        this.types = types;
        this.scratch = scratch;
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
        Rehearsals rehearsed = rehearsals();
        while (!left.isEmpty()) {
            if (!pass(orders, () -> warmUp(left.element(), orders))) {
                return false;
            }
            left.remove();
        }
        while (!rehearsed.areOver()) {
            if (!pass(orders, () -> rehearse(rehearsed, orders))) {
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

    private Rehearsals rehearsals() {
        Rehearsals known = rehearsals;
        if (known == null) {
            List<BoundJobType<?, ?, ?>> all = types.all();
            left.addAll(all);
            known = new Rehearsals(all, types, scratch);
            rehearsals = known;
            afterEach.run();
        }
        return known;
    }

    private void rehearse(Rehearsals rehearsed, Orders orders) throws InterruptedException {
        try {
            rehearsed.step(orders);
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
