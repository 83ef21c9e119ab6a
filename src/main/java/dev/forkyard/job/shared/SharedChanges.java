package dev.forkyard.job.shared;

import dev.forkyard.job.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes that the store does not have yet, the latest of each thing. For use by one thread at a time. */
public final class SharedChanges {

    private final List<Started> started = new ArrayList<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final Map<String, Integer> queues = new LinkedHashMap<>();
    private final Map<Place, @Nullable String> items = new LinkedHashMap<>();
    private final List<SharedMessage> messages = new ArrayList<>();

    /**
     * Where in a queue a value is, or was.
     *
     * @param position which of all that were ever put into the queue
     */
    public record Place(String queue, long position) {}

    /**
     * An attempt that has changed something.
     *
     * @param task its number
     * @param attempt as it runs
     */
    public record Started(int task, Attempt attempt) {}

    /** An attempt is the reason for a change. */
    void by(int task, Attempt attempt) {
        started.add(new Started(task, attempt));
    }

    /** A counter has that value. */
    void counter(String name, long value) {
        counters.put(name, value);
    }

    /** A queue is there. */
    void opened(String name, int capacity) {
        queues.put(name, capacity);
    }

    /** A queue has a value more. */
    void put(String queue, long position, String value) {
        items.put(new Place(queue, position), value);
    }

    /** A queue has that value no more. */
    void taken(String queue, long position) {
        Place place = new Place(queue, position);
        if (items.remove(place) == null) {
            items.put(place, null); // The store may have it; else it need never know.
        }
    }

    void told(SharedMessage message) {
        messages.add(message);
    }

    /** Adds later changes to these. */
    public void add(SharedChanges later) {
        started.addAll(later.started);
        counters.putAll(later.counters);
        queues.putAll(later.queues);
        items.putAll(later.items);
        messages.addAll(later.messages);
    }

    public boolean isEmpty() {
        return started.isEmpty() && counters.isEmpty() && queues.isEmpty() && items.isEmpty() && messages.isEmpty();
    }

    /** Attempts that have changed something for the first time. */
    public List<Started> started() {
        return started;
    }

    /** Values of counters by their names. */
    public Map<String, Long> counters() {
        return counters;
    }

    /** Capacities of queues that may be new, by their names. */
    public Map<String, Integer> queues() {
        return queues;
    }

    /** Values of queues that were put, and null for those that were taken. */
    public Map<Place, @Nullable String> items() {
        return items;
    }

    public List<SharedMessage> messages() {
        return messages;
    }
}
