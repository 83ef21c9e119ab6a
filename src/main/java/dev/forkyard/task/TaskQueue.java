package dev.forkyard.task;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue of JSON values that all tasks of a job share: first in, first out, and no more than its capacity. The server keeps
 * it, so it outlives workers and is there again after a restart; it ends with the job. Safe for use by any thread of the
 * task.
 *
 * <p>What is put may be what a task's result may be, except null. What is taken is what JSON makes of it: a {@link String},
 * {@link Boolean}, {@link Integer}, {@link Long}, {@link java.math.BigInteger}, {@link java.math.BigDecimal}, or a
 * {@link java.util.List} or {@link java.util.Map} of these.
 *
 * <p>What an attempt has put or taken stays so when that attempt fails or is lost, and the next attempt does it again: a
 * value may be put twice, and one that was taken is gone. {@link TaskContext#attempt()} tells a task that it is not the
 * first.
 *
 * <p>A wait ends before its limit where it would be in vain: when each attempt of the job that runs waits, and no other can
 * begin, since the job has no other task left or no worker for it; tasks of other jobs may hold these and wait as well.
 */
public interface TaskQueue {

    /** The longest limit of a wait. */
    Duration LONGEST_WAIT = Duration.ofDays(1);

    /** The name it was asked for by. */
    String name();

    /** Most values that it holds. */
    int capacity();

    /**
     * Puts a value at the end, when there is room for it.
     *
     * @param limit how long to wait for room, from zero to {@link #LONGEST_WAIT}
     * @throws QueueFullException if there is none in this time, or will never be
     * @throws SharedLimitException if the value is longer than one may be, or all values of the job are
     */
    void put(Object value, Duration limit) throws InterruptedException;

    /** The same without a wait; false if there is no room. */
    boolean offer(Object value);

    /**
     * Takes the first value, when there is one; whoever waits longest has it.
     *
     * @param limit how long to wait for one, from zero to {@link #LONGEST_WAIT}
     * @throws QueueEmptyException if there is none in this time, or will never be
     */
    Object take(Duration limit) throws InterruptedException;

    /** The same without a wait; empty if there is none. */
    Optional<Object> poll();
}
