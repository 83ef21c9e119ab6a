package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The orders that wait to be performed, and the unit that is under way. The thread that reads the channel puts in and takes
 * back; the thread that serves takes out. Both at once would be a race between beginning a unit and taking it back, so the
 * lock of this object decides it.
 */
final class Orders {

    @GuardedBy("this") private final Queue<Order> waiting = new ArrayDeque<>();

    @GuardedBy("this") private @Nullable Unit current;

    /** Id of the order that was taken last, so that one is known between its taking and its beginning. */
    @GuardedBy("this") private long taken;

    @GuardedBy("this") private boolean takenIsCancelled;

    /** The thread that does something else until there is an order. */
    @GuardedBy("this") private @Nullable Thread otherwiseBusy;

    /** Appends all that a message asks for. */
    synchronized void add(Message message) {
        if (otherwiseBusy != null) {
            otherwiseBusy.interrupt();
        }
        if (message instanceof Message.Run run) {
            long id = run.firstId();
            for (Message.TaskInput task : run.tasks()) {
                waiting.add(new Order(id++, message, task));
            }
        } else {
            waiting.add(new Order(idOf(message), message, null));
        }
        notifyAll();
    }

    /** The next; waits for it. A late interrupt by a task is meant for a unit that has ended, and is passed over. */
    @SuppressWarnings("RedundantControlFlow") // It says that nothing is to be done.
    synchronized Order take() {
        while (waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                continue;
            }
        }
        Order order = waiting.remove();
        taken = order.id;
        takenIsCancelled = false;
        return order;
    }

    /**
     * Does something in the time without orders, interrupting it when one comes.
     *
     * @return whether it came to its end
     */
    boolean whileEmpty(Pastime pastime) {
        synchronized (this) {
            if (!waiting.isEmpty()) {
                return false;
            }
            otherwiseBusy = Thread.currentThread();
        }
        try {
            pastime.pass();
            return true;
        } catch (InterruptedException e) {
            return isEmpty(); // Else it gave up by itself, and would again.
        } finally {
            synchronized (this) {
                otherwiseBusy = null;
                Thread.interrupted();
            }
        }
    }

    /** Something to do as long as there are no orders. */
    interface Pastime {
        void pass() throws InterruptedException;
    }

    /** Waits for so long; whether no order has come in this time. */
    synchronized boolean staysEmpty(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); waiting.isEmpty() && left > 0; left = millisUntil(end)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return false; // By a task that has ended, and meant no more.
        }
        return waiting.isEmpty();
    }

    private static long millisUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The unit that was taken is under way. */
    synchronized void begin(Unit unit) {
        current = unit;
        if (takenIsCancelled) {
            unit.cancel();
        }
    }

    /** No unit is under way. */
    synchronized void end() {
        current = null;
        taken = 0;
    }

    /** Takes back the units that have not been taken and whose ids lie between these, and tells theirs. */
    synchronized List<Long> recall(long firstId, long lastId) {
        List<Long> returned = new ArrayList<>();
        waiting.removeIf(order -> {
            boolean meant = order.id > 0 && order.id >= firstId && order.id <= lastId;
            if (meant) {
                returned.add(order.id);
            }
            return meant;
        });
        return returned;
    }

    /** Stops the unit that is under way, or about to be, if its id lies between these. */
    synchronized void cancel(long firstId, long lastId) {
        if (taken == 0 || taken < firstId || taken > lastId) {
            return;
        }
        takenIsCancelled = true;
        if (current != null) {
            current.cancel();
        }
    }

    private static long idOf(Message message) {
        if (message instanceof Message.Split split) {
            return split.id();
        }
        return message instanceof Message.Combine combine ? combine.id() : 0;
    }

    /**
     * One thing to do.
     *
     * @param id of the unit of work; 0 for what is none
     * @param message the message that asked for it
     * @param task which of its tasks, for a {@link Message.Run}
     */
    record Order(long id, Message message, Message.@Nullable TaskInput task) {}
}
