package dev.forkyard.job.schedule;

import dev.forkyard.engine.TaskGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks of one job wait for the results of others. For use by the scheduler's thread, but that any may ask which need
 * which.
 */
final class OpenNeeds {

    private final TaskGraph graph;
    private final int[] open;
    private final List<List<Integer>> wanting;

    OpenNeeds(TaskGraph graph) {
        int size = graph.needs().size();
        this.graph = graph;
        this.open = new int[size];
        this.wanting = new ArrayList<>(size);
        for (int task = 0; task < size; task++) {
            wanting.add(new ArrayList<>(2));
            open[task] = graph.needs(task).size();
            for (int needed : graph.needs(task)) {
                wanting.get(needed).add(task);
            }
        }
    }

    /** Whether a task has all that it needs. */
    boolean areMet(int task) {
        return open.length == 0 || open[task] == 0;
    }

    /** A task has succeeded; gives those that have all they need from now on, and had not before. */
    List<Integer> meet(int task) {
        return wanting(task).stream().filter(each -> --open[each] == 0).toList();
    }

    /** The tasks that need that one, in their order. */
    List<Integer> wanting(int task) {
        return wanting.isEmpty() ? List.of() : wanting.get(task);
    }

    /** The tasks that it needs. */
    List<Integer> of(int task) {
        return graph.needs(task);
    }
}
