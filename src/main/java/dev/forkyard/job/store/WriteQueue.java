package dev.forkyard.job.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The writes that wait for the writer, in the order in which they came. Any thread adds, the writer thread takes. It
 * has no bound of its own: what is submitted is bounded before it gets here, and an outcome must not be turned away.
 *
 * <pre>
 * OPEN -> CLOSING (drained until a deadline) -> SHUT
 * OPEN -> SHUT
 * </pre>
 */
final class WriteQueue {

    private final Object lock = new Object();

    @GuardedBy("lock") private final Queue<PendingWrite> writes = new ArrayDeque<>();

    /** Why writes that are tried once are turned away for now. */
    @GuardedBy("lock") private @Nullable Throwable refusal;

    @GuardedBy("lock") private boolean closed;

    @GuardedBy("lock") private long drainUntil;

    /** Appends the write, or fails it at once. */
    void add(PendingWrite write) {
        Throwable refused;
        boolean late;
        synchronized (lock) {
            late = closed;
            refused = write.isRetried() ? null : refusal;
            if (!late && refused == null) {
                writes.add(write);
                lock.notifyAll();
            }
        }
        if (late) {
            write.fail("The store is closed.", null);
        } else if (refused != null) {
            write.fail("The database refuses writes: " + refused.getMessage(), refused);
        }
    }

    /** Waits for writes and takes those that are there; none once the queue is closed and empty. */
    List<PendingWrite> take(int most) throws InterruptedException {
        synchronized (lock) {
            while (writes.isEmpty() && !closed) {
                lock.wait();
            }
            List<PendingWrite> taken = new ArrayList<>(Math.min(most, writes.size()));
            while (taken.size() < most && !writes.isEmpty()) {
                taken.add(writes.remove());
            }
            return taken;
        }
    }

    /** Turns away writes that are tried once, those that wait and those to come, until {@link #accept()}. */
    void refuse(Throwable cause) {
        List<PendingWrite> refused = new ArrayList<>();
        synchronized (lock) {
            refusal = cause;
            writes.removeIf(write -> !write.isRetried() && refused.add(write));
        }
        refused.forEach(write -> write.fail("The database refuses writes: " + cause.getMessage(), cause));
    }

    void accept() {
        synchronized (lock) {
            refusal = null;
        }
    }

    /** Waits for that long, or less when closed, and tells whether there is time left for another try. */
    boolean pause(Duration duration) throws InterruptedException {
        synchronized (lock) {
            long until = System.nanoTime() + duration.toNanos();
            long left = duration.toNanos();
            while (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
                long now = System.nanoTime();
                left = closed ? Math.min(until - now, drainUntil - now) : until - now;
            }
            return !closed || drainUntil - System.nanoTime() > 0;
        }
    }

    /** Takes no more writes; those that wait may still be tried for the given time. */
    void close(Duration drain) {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                drainUntil = System.nanoTime() + drain.toNanos();
                lock.notifyAll();
            }
        }
    }

    /** Takes no more writes and fails those that wait. */
    void shut() {
        List<PendingWrite> left;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(writes);
            writes.clear();
        }
        left.forEach(write -> write.fail("The store was closed before this was written.", null));
    }
}
