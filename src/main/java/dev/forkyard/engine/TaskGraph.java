package dev.forkyard.engine;

import java.util.List;

/**
 * How the tasks of a job hang together, and what they are called.
 *
 * @param needs for each task the lower-numbered tasks whose results it is given, which run before it; empty where no task
 *     needs any
 * @param weights for each task how much of the job's work it is next to the others, positive and finite; empty where all
 *     are alike
 * @param names for each task the name that it was given, or an empty text; empty where none was given any
 */
public record TaskGraph(List<List<Integer>> needs, List<Double> weights, List<String> names) {

    /** Tasks that are alike, need nothing of each other and have no names. */
    public static final TaskGraph NONE = new TaskGraph(List.of(), List.of());

    public TaskGraph {
        needs = needs.stream().map(List::copyOf).toList();
        weights = List.copyOf(weights);
        names = List.copyOf(names);
    }

    /** Tasks that have no names. */
    public TaskGraph(List<List<Integer>> needs, List<Double> weights) {
        this(needs, weights, List.of());
    }

    /** What a task is called. */
    public String name(int task) {
        return names.isEmpty() || names.get(task).isEmpty() ? defaultName(task) : names.get(task);
    }

    /** What a task is called that was given no name. */
    public static String defaultName(int task) {
        return "task-" + task;
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
