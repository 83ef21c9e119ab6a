package dev.forkyard.catalog.progress;

import dev.forkyard.task.TaskContext;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * A stretch of a task's progress, and the point at which a cancelled computation stops.
 *
 * <p>A computation is given the whole stretch from 0 to 1 and hands parts of it to its steps.
 */
public final class TaskProgress {

    private final DoubleConsumer teller;
    private final BooleanSupplier cancelled;
    private final double from;
    private final double length;

    private TaskProgress(DoubleConsumer teller, BooleanSupplier cancelled, double from, double length) {
        this.teller = teller;
        this.cancelled = cancelled;
        this.from = from;
        this.length = length;
    }

    public static TaskProgress of(TaskContext context) {
        return new TaskProgress(context::progress, context::cancelled, 0, 1);
    }

    /** A stretch that nobody is told of; what it measures stops when its thread is interrupted. */
    public static TaskProgress untold() {
        return new TaskProgress(fraction -> {}, () -> false, 0, 1);
    }

    /** The part of this stretch between two of its fractions. */
    public TaskProgress part(double start, double end) {
        return new TaskProgress(teller, cancelled, from + start * length, (end - start) * length);
    }

    /**
     * Tells that a fraction of this stretch is done, unless the task should stop.
     *
     * @throws InterruptedException if the task is cancelled or its thread interrupted
     */
    public void reached(double fraction) throws InterruptedException {
        checkCancelled();
        teller.accept(from + fraction * length);
    }

    /**
     * Returns unless the task should stop.
     *
     * @throws InterruptedException if the task is cancelled or its thread interrupted
     */
    public void checkCancelled() throws InterruptedException {
        if (Thread.interrupted() || cancelled.getAsBoolean()) {
            throw new InterruptedException("the task was cancelled");
        }
    }
}
