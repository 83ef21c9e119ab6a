package dev.forkyard.job.store;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes some tasks of a job of the stretches that have attempts at them. */
final class TaskPage {

    private final @Nullable Instant jobFinishedAt;
    private final long inlineLimit;
    private final Map<Integer, String> names;

    /**
     * @param jobFinishedAt when the job's final state was reached, if it was
     * @param inlineLimit longest result to tell, in characters
     * @param names those that tasks were given
     */
    TaskPage(@Nullable Instant jobFinishedAt, long inlineLimit, Map<Integer, String> names) {
        this.jobFinishedAt = jobFinishedAt;
        this.inlineLimit = inlineLimit;
        this.names = names;
    }

    /**
     * The tasks of those numbers, in that order.
     *
     * @param stretches at least all that hold any of them
     */
    List<Task> tasks(List<Integer> numbers, List<Stretch> stretches) {
        Map<Integer, List<Stretch>> byTask = new LinkedHashMap<>();
        numbers.forEach(number -> byTask.put(number, new ArrayList<>()));
        List<Stretch> byAttempt = new ArrayList<>(stretches);
        byAttempt.sort(Comparator.comparingInt(Stretch::number));
        for (Stretch stretch : byAttempt) {
            for (int task = stretch.first(); task <= stretch.last(); task++) {
                List<Stretch> own = byTask.get(task);
                if (own != null) {
                    own.add(stretch);
                }
            }
        }
        List<Task> tasks = new ArrayList<>();
        byTask.forEach((number, own) -> tasks.add(task(number, own)));
        return tasks;
    }

    private Task task(int number, List<Stretch> byAttempt) {
        List<Attempt> attempts = new ArrayList<>();
        @Nullable Stretch last = null;
        @Nullable Stretch deciding = null;
        for (Stretch stretch : byAttempt) {
            attempts.add(stretch.attempt(number));
            last = stretch;
            deciding = stretch.taskState() == null ? deciding : stretch;
        }
        State state = TaskStates.of(deciding, last, jobFinishedAt != null);
        String name = names.getOrDefault(number, TaskGraph.defaultName(number));
        return deciding == null
                ? new Task(number, name, state, jobFinishedAt, attempts, null, null)
                : new Task(
                        number,
                        name,
                        state,
                        deciding.finishedAt(number),
                        attempts,
                        inlined(deciding.result(number)),
                        deciding.taskFailure());
    }

    private @Nullable String inlined(@Nullable String result) {
        return result == null || result.length() > inlineLimit ? null : result;
    }
}
