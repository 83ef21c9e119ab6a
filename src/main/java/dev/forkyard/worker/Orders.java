package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The orders that wait to be performed, and the unit that is under way. The thread that reads the channel puts in and takes
 * back; the thread that serves takes out. Both at once would be a race between beginning a unit and taking it back, so the
 * lock of this object decides it.
 */
final class Orders {

    @GuardedBy("this") private final Queue<Order> waiting = new ArrayDeque<>();

    @GuardedBy("this") private @Nullable Unit current;

    /** Appends all that a message asks for. */
    synchronized void add(Message message) {
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
    synchronized Order take() {
        while (waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                continue;
            }
        }
        return waiting.remove();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The unit is under way; null: none is. */
    synchronized void begin(@Nullable Unit unit) {
        current = unit;
    }

    /** Takes back the units that have not begun, up to that id, and tells theirs. */
    synchronized List<Long> recall(long lastId) {
        List<Long> returned = new ArrayList<>();
        waiting.removeIf(order -> {
            boolean taken = order.id > 0 && order.id <= lastId;
            if (taken) {
                returned.add(order.id);
            }
            return taken;
        });
        return returned;
    }

    /** Stops the unit under way if its id lies between these. */
    synchronized void cancel(long firstId, long lastId) {
        Unit unit = current;
        if (unit != null && unit.id() >= firstId && unit.id() <= lastId) {
            unit.cancel();
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
