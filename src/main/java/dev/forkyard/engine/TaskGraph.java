package dev.forkyard.engine;

import java.util.List;

/**
 * How the tasks of a job hang together.
 *
 * @param needs for each task the lower-numbered tasks whose results it is given, which run before it; empty where no task
 *     needs any
 * @param weights for each task how much of the job's work it is next to the others, positive and finite; empty where all
 *     are alike
 */
public record TaskGraph(List<List<Integer>> needs, List<Double> weights) {

    /** Tasks that are alike and need nothing of each other. */
    public static final TaskGraph NONE = new TaskGraph(List.of(), List.of());

    public TaskGraph {
        needs = needs.stream().map(List::copyOf).toList();
        weights = List.copyOf(weights);
    }

    /** The tasks that one needs. */
    public List<Integer> needs(int task) {
        return needs.isEmpty() ? List.of() : needs.get(task);
    }

    /** How much of the work one is. */
    public double weight(int task) {
        return weights.isEmpty() ? 1 : weights.get(task);
    }
}
