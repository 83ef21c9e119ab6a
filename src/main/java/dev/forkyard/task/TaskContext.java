package dev.forkyard.task;

import java.nio.file.Path;

/** What a running task knows of itself, and what it can say while it runs. Safe for use by any thread of the task. */
public interface TaskContext {

    /** The id of the job, a UUID of version 7. */
    String job();

    /** The number of this task in its job, from 0. */
    int index();

    /** What people know this task by: the name that it was given, or {@code task-} and its number. */
    String name();

    /** Name of the worker that runs it, such as {@code worker-1}; it stays when the JVM in it is replaced. */
    String worker();

    /** Which attempt at this task this is, from 1. */
    int attempt();

    /**
     * Tells how much of the task is done. Cheap enough to be called in a loop: what the server sees is thinned out.
     *
     * @param fraction from 0 to 1; a value outside is clamped, and one below an earlier value is ignored
     */
    void progress(double fraction);

    /**
     * A function by its name, whether built in or from a plug-in.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those that there are
     */
    Function function(String name);

    /** Whether the task should stop: its result is no longer wanted. The running thread is interrupted at the same time. */
    boolean cancelled();

    /**
     * Where this attempt may write a file for other tasks of the job, or for its result. The file's name, which is to be told
     * in the task's own result, is one that no other attempt has; the file is on the disk before the task's end is known.
     * When the job has ended, what its result does not offer is removed.
     *
     * @param name what it holds, such as {@code digits.txt}: letters, digits, dots, hyphens and underscores, beginning with
     *     a letter or digit, at most 60
     */
    Path newFile(String name);

    /**
     * A file that a task which this one needs has written.
     *
     * @param name as that task told
     */
    Path file(String name);

    /** An empty directory for this attempt alone, made at the first call and removed with its contents afterwards. */
    Path scratchDirectory();

    /**
     * A counter that the tasks of this job share, with 0 in it unless it was submitted or used before.
     *
     * @param name 1 to 63 letters, digits, dots, hyphens and underscores, a letter or digit first
     * @throws IllegalArgumentException if a counter cannot be named so
     */
    Counter counter(String name);

    /**
     * A queue that the tasks of this job share, which was submitted with it or opened by a task.
     *
     * @throws NoSuchQueueException if there is none of that name
     */
    TaskQueue queue(String name);

    /**
     * The same queue, opened if it is not there; one that is there keeps the capacity it has.
     *
     * @param name as for a {@linkplain #counter counter}
     * @param capacity most values that it is to hold, at least 1
     * @throws IllegalArgumentException if a queue cannot be named so, or the capacity is none
     * @throws SharedLimitException if the job has as many queues as it may, or the capacity is larger than it may be
     */
    TaskQueue queue(String name, int capacity);

    /**
     * Tells the client of the job something, at {@code /jobs/{id}/messages}, with the number of this task and its attempt.
     * What an attempt told is not taken back when it fails.
     *
     * @param value what a task's result may be, except null
     * @throws SharedLimitException if it is longer than a message may be, or the job has told as many as it may
     */
    void message(Object value);
}
