package dev.forkyard.job.schedule;

import dev.forkyard.engine.TaskGraph;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How long a job's tasks take on so many workers when each that comes free is given the task that has been ready the
 * longest, as the scheduler does. In the unit of the tasks' weights. Once made, for any thread.
 */
final class Makespan {

    private final TaskGraph graph;
    private final OpenNeeds needs;
    private final int size;

    /** @param size number of tasks */
    Makespan(TaskGraph graph, OpenNeeds needs, int size) {
        this.graph = graph;
        this.needs = needs;
        this.size = size;
    }

    /** What one task takes. */
    double weight(int task) {
        return graph.weight(task);
    }

    /**
     * @param ended the tasks that take no more time
     * @param running those that have a worker already, and what each of them takes yet
     * @param workers at least 1
     */
    double of(BitSet ended, Map<Integer, Double> running, int workers) {
        int[] open = new int[size];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int task = 0; task < size; task++) {
            open[task] = (int) graph.needs(task).stream()
                    .filter(needed -> !ended.get(needed))
                    .count();
            if (open[task] == 0 && !ended.get(task) && !running.containsKey(task)) {
                ready.add(task);
            }
        }
        PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingDouble(End::at));
        running.forEach((task, left) -> ends.add(new End(task, left)));
        double now = 0;
        while (true) {
            while (ends.size() < workers && !ready.isEmpty()) {
                int task = ready.remove();
                ends.add(new End(task, now + graph.weight(task)));
            }
            End next = ends.poll();
            if (next == null) {
                return now;
            }
            now = next.at();
            needs.wanting(next.task()).stream()
                    .filter(each -> --open[each] == 0)
                    .forEach(ready::add);
        }
    }

    private record End(int task, double at) {}
}
