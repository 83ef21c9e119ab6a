package dev.forkyard.worker;

import dev.forkyard.protocol.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Goes through the rehearsals of all job types in turn, over and over. In turn, since code that was compiled for what one
 * type asks of it would have to be compiled again for the next. Belongs to the thread that serves.
 */
final class Rehearsals {

    private static final String NO_JOB = "rehearsal";
    private static final String NO_WORKER = "worker";
    private static final int ROUNDS = 1000;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Queue<BoundJobType<?, ?, ?>> types;
    private final JobTypeRegistry registry;
    private final Path scratch;
    private final long most;
    private final Json json = new Json();
    private long steps;
    private long units;
    private long nanos;

    /**
     * @param types what is rehearsed
     * @param registry has the functions that they may apply
     * @param scratch where files may be left, for the caller to remove after each step
     */
    Rehearsals(List<BoundJobType<?, ?, ?>> types, JobTypeRegistry registry, Path scratch) {
        this.types = new ArrayDeque<>(types);
        this.registry = registry;
        this.scratch = scratch;
        this.most = (long) ROUNDS * types.size();
    }

    /** Whether there have been enough. */
    boolean areOver() {
        return types.isEmpty() || steps >= most || nanos >= LONGEST.toNanos();
    }

    /**
     * Has the next type go through its own, once. One that fails is left out from then on, unless it was disturbed.
     *
     * @param orders one of which disturbs it
     * @throws InterruptedException soon after an interrupt
     */
    void step(Orders orders) throws InterruptedException {
        BoundJobType<?, ?, ?> type = types.remove();
        long began = System.nanoTime();
        boolean kept = true;
        try {
            type.rehearse(this::unit);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof InterruptedException || Thread.interrupted() || !orders.isEmpty()) {
                throw new InterruptedException(); // Code may well have made something else of the interrupt.
            }
            kept = false;
            TaskOutput.terminal().println("forkyard worker: " + type.name() + " cannot be rehearsed: " + e);
        } finally {
            steps++;
            nanos += System.nanoTime() - began;
            if (kept) {
                types.add(type);
            }
        }
    }

    private static void refuse(Message.Ask ask) {
        throw new UnsupportedOperationException("no rehearsal shares anything: " + ask.operation());
    }

    /** One as tasks have it, so that what is compiled is compiled for them, but that nobody hears of. */
    Unit unit(int index) {
        JobFiles files = new JobFiles(scratch, NO_JOB, units++ + "-");
        SharedClient shared = new SharedClient(0, new SharedCalls(), Rehearsals::refuse, json, () -> false);
        Unit.Identity identity = new Unit.Identity(0, NO_JOB, index, "task-" + index, 1, NO_WORKER);
        return new Unit(identity, progress -> {}, scratch, files, shared, registry);
    }
}
