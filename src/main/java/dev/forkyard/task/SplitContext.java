package dev.forkyard.task;

/** What the split of a job may know besides its params. */
public interface SplitContext {

    /**
     * Whether each task matters by itself: it has a time limit or a JVM of its own, is tried again when it fails by its own
     * doing, or its result is kept when another fails. What is put into one task shares these.
     */
    boolean tasksStandAlone();
}
