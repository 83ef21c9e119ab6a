package dev.forkyard.job.shared;

import dev.forkyard.job.shared.SharedContents.Item;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A queue, what it holds, and who waits for it: for a value only while it has none, for room only while it has none. Guarded
 * by the lock of the {@link SharedState}.
 */
final class QueueCell {

    final String name;
    final int capacity;
    final Deque<Item> items = new ArrayDeque<>();
    final Deque<Wait> takes = new ArrayDeque<>();
    final Deque<Wait> puts = new ArrayDeque<>();
    private long next;

    QueueCell(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    static QueueCell of(SharedContents.Queue queue) {
        QueueCell cell = new QueueCell(queue.name(), queue.capacity());
        for (Item item : queue.items()) {
            cell.items.add(item);
            cell.next = item.position() + 1;
        }
        return cell;
    }

    boolean isFull() {
        return items.size() >= capacity;
    }

    /** Puts a value at the end. */
    Item append(String value) {
        Item item = new Item(next++, value);
        items.add(item);
        return item;
    }
}
