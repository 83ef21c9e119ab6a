package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** {@code test-split-fails}: a job whose {@code split} throws. */
public final class SplitFailsTask implements JobType<SplitFailsTask.Params, Integer, Integer> {

    /** Its tasks would give back the count. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "What the exception says.", maxLength = 1000, defaultValue = "no split")
            String message) {}

    @Override
    public String name() {
        return "test-split-fails";
    }

    @Override
    public String description() {
        return "Fails to split.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("one task", new Params(1, "no split")));
    }

    @Override
    public List<Integer> split(Params params) {
        throw new IllegalArgumentException(params.message());
    }

    @Override
    public Integer run(Integer input, TaskContext context) {
        return input;
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(results);
    }
}
