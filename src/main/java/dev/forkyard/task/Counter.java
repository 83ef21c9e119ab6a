package dev.forkyard.task;

import java.time.Duration;

/**
 * A whole number that all tasks of a job share. The server keeps it, so it outlives workers and is there again after a
 * restart; it ends with the job. Safe for use by any thread of the task; each call takes a way to the server and back.
 *
 * <p>What an attempt has done to it stays done when that attempt fails or is lost, and the next attempt does it again: at
 * least once, not exactly once. {@link TaskContext#attempt()} tells a task that it is not the first.
 */
public interface Counter {

    /** How long {@link #lock()} waits. */
    Duration LOCK_LIMIT = Duration.ofMinutes(1);

    /** The name it was asked for by. */
    String name();

    /** Its value now. */
    long get();

    /**
     * Adds to it, at once for all.
     *
     * @param amount may be negative
     * @return the value that this gives it
     * @throws SharedLimitException if that is no {@code long}; the counter is as it was
     */
    long add(long amount);

    /** Gives it a value if it has the expected one; whether it had. */
    boolean compareAndSet(long expected, long next);

    /** The same as {@link #lock(Duration)}, for at most a minute. */
    default Lock lock() throws InterruptedException {
        return lock(LOCK_LIMIT);
    }

    /**
     * Waits until no other attempt, and no other thread of this one, holds the lock of this counter. Whoever came first has
     * it first. A thread that holds it gets it again, and has it until it has closed both. The lock keeps out who asks for
     * it, and nobody else: the other methods of this interface do not wait for it. It is given back when the attempt ends,
     * however it ends.
     *
     * @param limit how long to wait, at most {@link TaskQueue#LONGEST_WAIT}
     * @throws LockTimeoutException if it is held for longer, or can never be given back
     */
    Lock lock(Duration limit) throws InterruptedException;

    /** The right to be alone, until it is closed; to close it again has no effect. For use by the thread that got it. */
    interface Lock extends AutoCloseable {

        @Override
        void close();
    }
}
