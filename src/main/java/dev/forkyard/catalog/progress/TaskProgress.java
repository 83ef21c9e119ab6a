package dev.forkyard.catalog.progress;

import dev.forkyard.task.TaskContext;

/**
 * A stretch of a task's progress, and the point at which a cancelled computation stops.
 *
 * <p>A computation is given the whole stretch from 0 to 1 and hands parts of it to its steps.
 */
public final class TaskProgress {

    private final TaskContext context;
    private final double from;
    private final double length;

    private TaskProgress(TaskContext context, double from, double length) {
        this.context = context;
        this.from = from;
        this.length = length;
    }

    public static TaskProgress of(TaskContext context) {
        return new TaskProgress(context, 0, 1);
    }

    /** A stretch that nobody is told of; what it measures stops when its thread is interrupted. */
    public static TaskProgress untold() {
        return of(new NoTask());
    }

    /** The part of this stretch between two of its fractions. */
    public TaskProgress part(double start, double end) {
        return new TaskProgress(context, from + start * length, (end - start) * length);
    }

    /**
     * Tells that a fraction of this stretch is done, unless the task should stop.
     *
     * @throws InterruptedException if the task is cancelled or its thread interrupted
     */
    public void reached(double fraction) throws InterruptedException {
        checkCancelled();
        context.progress(from + fraction * length);
    }

    /**
     * Returns unless the task should stop.
     *
     * @throws InterruptedException if the task is cancelled or its thread interrupted
     */
    public void checkCancelled() throws InterruptedException {
        if (Thread.interrupted() || context.cancelled()) {
            throw new InterruptedException("the task was cancelled");
        }
    }
}
