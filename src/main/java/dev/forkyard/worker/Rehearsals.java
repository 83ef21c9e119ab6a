package dev.forkyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the rehearsals of all job types in turn, over and over. In turn, since code that was compiled for what one
 * type asks of it would have to be compiled again for the next. Belongs to the thread that serves.
 */
final class Rehearsals {

    private static final String NO_JOB = "rehearsal";
    private static final int ROUNDS = 400;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<BoundJobType<?, ?, ?>> types;
    private final Path scratch;
    private int round;
    private long nanos;

    /** @param scratch where files may be left */
    Rehearsals(List<BoundJobType<?, ?, ?>> types, Path scratch) {
        this.types = new ArrayList<>(types);
        this.scratch = scratch;
    }

    /**
     * Goes on until there have been enough.
     *
     * @throws InterruptedException soon after an interrupt; called again, it goes on from there
     */
    void proceed() throws InterruptedException {
        while (round < ROUNDS && nanos < LONGEST.toNanos()) {
            long began = System.nanoTime();
            for (BoundJobType<?, ?, ?> type : List.copyOf(types)) {
                rehearse(type);
            }
            round++;
            nanos += System.nanoTime() - began;
        }
    }

    /** One as tasks have it, so that what is compiled is compiled for them, but that nobody hears of. */
    static Unit unit(Path scratch) {
        return new Unit(0, NO_JOB, 0, 1, progress -> {}, scratch, new JobFiles(scratch, NO_JOB, ""));
    }

    private void rehearse(BoundJobType<?, ?, ?> type) throws InterruptedException {
        try {
            type.rehearse(unit(scratch));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // Such as from a channel that the interrupt has closed.
            }
            types.remove(type);
            TaskOutput.terminal().println("forkyard worker: " + type.name() + " cannot be rehearsed: " + e);
        }
    }
}
