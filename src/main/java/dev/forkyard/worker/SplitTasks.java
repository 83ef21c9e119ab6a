package dev.forkyard.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tasks that a job was split into.
 *
 * @param inputs JSON of each task's input, at least one
 * @param needs for each task the numbers of those that it needs; empty where none needs any
 * @param weights for each task how much of the work it is; empty where all are alike
 * @param names for each task the name it was given, or an empty text; empty where none was given any
 */
record SplitTasks(List<String> inputs, List<List<Integer>> needs, List<Double> weights, List<String> names) {

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,200}", Pattern.UNICODE_CHARACTER_CLASS);

    /** Collects tasks in their order, and refuses what no scheduler could make sense of. */
    static final class Builder {

        private final String type;
        private final List<String> inputs = new ArrayList<>();
        private final List<List<Integer>> needs = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private boolean related;
        private boolean unlike;
        private boolean named;

        Builder(String type) {
            this.type = type;
        }

        void add(String input, List<Integer> needed, double weight, Optional<String> name) {
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
            if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
                throw new IllegalStateException(
                        "the job type '%s' gives task %d a name that is not 1 to 200 characters without control characters"
                                .formatted(type, index));
            }
            inputs.add(input);
            needs.add(needed);
            weights.add(weight);
            names.add(name.orElse(""));
            named |= name.isPresent();
            related |= !needed.isEmpty();
            unlike |= weight != weights.get(0);
        }

        SplitTasks build() {
            if (inputs.isEmpty()) {
                throw new IllegalStateException("the job type '" + type + "' split its params into no task");
            }
            return new SplitTasks(
                    inputs, related ? needs : List.of(), unlike ? weights : List.of(), named ? names : List.of());
        }
    }
}
