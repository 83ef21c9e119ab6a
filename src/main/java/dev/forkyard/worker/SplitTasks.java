package dev.forkyard.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The tasks that a job was split into.
 *
 * @param inputs JSON of each task's input, at least one
 * @param needs for each task the numbers of those that it needs; empty where none needs any
 * @param weights for each task how much of the work it is; empty where all are alike
 */
record SplitTasks(List<String> inputs, List<List<Integer>> needs, List<Double> weights) {

    /** Collects tasks in their order, and refuses what no scheduler could make sense of. */
    static final class Builder {

        private final String type;
        private final List<String> inputs = new ArrayList<>();
        private final List<List<Integer>> needs = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();
        private boolean related;
        private boolean unlike;

        Builder(String type) {
            this.type = type;
        }

        void add(String input, List<Integer> needed, double weight) {
            int index = inputs.size();
            if (needed.stream().anyMatch(each -> each < 0 || each >= index)
                    || new HashSet<>(needed).size() < needed.size()) {
                throw new IllegalStateException(
                        "the job type '%s' has task %d need %s: a task can need those before it, each once"
                                .formatted(type, index, needed));
            }
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalStateException("the job type '%s' gives task %d the weight %s: it must be positive"
                        .formatted(type, index, weight));
            }
            inputs.add(input);
            needs.add(needed);
            weights.add(weight);
            related |= !needed.isEmpty();
            unlike |= weight != weights.get(0);
        }

        SplitTasks build() {
            if (inputs.isEmpty()) {
                throw new IllegalStateException("the job type '" + type + "' split its params into no task");
            }
            return new SplitTasks(inputs, related ? needs : List.of(), unlike ? weights : List.of());
        }
    }
}
