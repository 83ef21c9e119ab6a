package dev.forkyard.job.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a job share, as others see it at one moment.
 *
 * @param counters in the order of their names
 * @param queues in the order of their names
 */
public record SharedView(List<CounterView> counters, List<QueueView> queues) {

    public SharedView {
        counters = List.copyOf(counters);
        queues = List.copyOf(queues);
    }

    /**
     * What the store has of a job that is not under way.
     *
     * @param mostItems how many values to list of each queue
     */
    public static SharedView of(SharedContents contents, int mostItems) {
        return new SharedView(
                contents.sortedCounters().entrySet().stream()
                        .map(each -> new CounterView(each.getKey(), each.getValue(), null))
                        .toList(),
                contents.queues().stream()
                        .map(each -> new QueueView(
                                each.name(),
                                each.capacity(),
                                each.items().size(),
                                0,
                                0,
                                each.items().stream()
                                        .limit(mostItems)
                                        .map(SharedContents.Item::value)
                                        .toList()))
                        .toList());
    }

    /**
     * A counter.
     *
     * @param holder who has its lock
     */
    public record CounterView(
            String name, long value, @Nullable Holder holder) {}

    /**
     * An attempt that has a lock.
     *
     * @param worker name of the worker's slot
     */
    public record Holder(int task, int attempt, String worker) {}

    /**
     * A queue.
     *
     * @param size how many values it holds
     * @param waitingTakes how many calls wait for a value
     * @param waitingPuts how many calls wait for room
     * @param items JSON texts of the first of these, as many as were asked for
     */
    public record QueueView(
            String name, int capacity, int size, int waitingTakes, int waitingPuts, List<String> items) {

        public QueueView {
            items = List.copyOf(items);
        }
    }
}
