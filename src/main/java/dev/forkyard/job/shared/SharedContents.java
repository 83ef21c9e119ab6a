package dev.forkyard.job.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tasks of a job share, as it was submitted or as the store has it.
 *
 * @param counters values by names
 * @param queues queues with what they hold
 * @param messages how many messages were told
 * @param messagesLength their length in sum, in characters of JSON
 */
public record SharedContents(Map<String, Long> counters, List<Queue> queues, int messages, long messagesLength) {

    /** Nothing. */
    public static final SharedContents NONE = new SharedContents(Map.of(), List.of(), 0, 0);

    public SharedContents {
        counters = Map.copyOf(counters);
        queues = List.copyOf(queues);
    }

    /** What a submission asks for. */
    public static SharedContents submitted(Map<String, Long> counters, List<Queue> queues) {
        return new SharedContents(counters, queues, 0, 0);
    }

    /** Length of all values in the queues, in characters of JSON. */
    public long length() {
        return queues.stream()
                .flatMap(queue -> queue.items().stream())
                .mapToLong(item -> item.value().length())
                .sum();
    }

    public boolean isEmpty() {
        return counters.isEmpty() && queues.isEmpty() && messages == 0;
    }

    /** The same as changes of nothing. */
    public SharedChanges asChanges() {
        SharedChanges changes = new SharedChanges();
        counters.forEach(changes::counter);
        for (Queue queue : queues) {
            changes.opened(queue.name(), queue.capacity());
            queue.items().forEach(item -> changes.put(queue.name(), item.position(), item.value()));
        }
        return changes;
    }

    /**
     * A queue.
     *
     * @param capacity most values that it holds
     * @param items what it holds, the first first
     */
    public record Queue(String name, int capacity, List<Item> items) {

        public Queue {
            items = List.copyOf(items);
        }

        /** One that holds these values. */
        public static Queue of(String name, int capacity, List<String> values) {
            List<Item> items = new ArrayList<>();
            values.forEach(value -> items.add(new Item(items.size(), value)));
            return new Queue(name, capacity, items);
        }
    }

    /**
     * A value in a queue.
     *
     * @param position which of all that were ever put into this queue, from 0
     * @param value JSON text
     */
    public record Item(long position, String value) {}

    /** The counters in the order of their names. */
    public Map<String, Long> sortedCounters() {
        return new TreeMap<>(counters);
    }
}
