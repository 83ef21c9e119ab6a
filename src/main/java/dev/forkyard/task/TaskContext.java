package dev.forkyard.task;

import java.nio.file.Path;

/** What a running task knows of itself, and what it can say while it runs. Safe for use by any thread of the task. */
public interface TaskContext {

    /** The id of the job, a UUID of version 7. */
    String job();

    /** The number of this task in its job, from 0. */
    int index();

    /** Which attempt at this task this is, from 1. */
    int attempt();

    /**
     * Tells how much of the task is done. Cheap enough to be called in a loop: what the server sees is thinned out.
     *
     * @param fraction from 0 to 1; a value outside is clamped, and one below an earlier value is ignored
     */
    void progress(double fraction);

    /** Whether the task should stop: its result is no longer wanted. The running thread is interrupted at the same time. */
    boolean cancelled();

    /** An empty directory for this attempt alone, made at the first call and removed with its contents afterwards. */
    Path scratchDirectory();
}
