package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Collections;
import java.util.List;

/** {@code test-combine-fails}: a job whose {@code combine} throws. */
public final class CombineFailsTask implements JobType<CombineFailsTask.Params, Integer, Integer> {

    /** Its tasks would give back the count. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "What the exception says.", maxLength = 1000, defaultValue = "no combine")
            String message) {}

    @Override
    public String name() {
        return "test-combine-fails";
    }

    @Override
    public String description() {
        return "Fails to combine.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("one task", new Params(1, "no combine")));
    }

    @Override
    public List<Integer> split(Params params) {
        return Collections.nCopies(params.count(), params.count());
    }

    @Override
    public Integer run(Integer input, TaskContext context) {
        return input;
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        throw new IllegalStateException(params.message());
    }
}
