package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Collections;
import java.util.List;

/**
 * {@code test-big-result}: tasks whose input, result and combined result are strings of the length asked for. The JSON of
 * each is two characters longer.
 */
public final class BigResultTask implements JobType<BigResultTask.Params, BigResultTask.Input, String> {

    /** Lengths in characters. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "Of each task's input.", min = 0, max = 1_000_000_000, defaultValue = "0")
            int input,

            @Param(description = "Of each task's result.", min = 0, max = 1_000_000_000, defaultValue = "0")
            int result,

            @Param(description = "Of the job's result.", min = 0, max = 1_000_000_000, defaultValue = "0")
            int combined) {}

    /** One task. */
    public record Input(int result, String filler) {}

    /** One task with a result of that length. */
    public static Params result(int length) {
        return new Params(1, 0, length, 0);
    }

    @Override
    public String name() {
        return "test-big-result";
    }

    @Override
    public String description() {
        return "Has large results.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("a megabyte", result(1_000_000)));
    }

    @Override
    public List<Input> split(Params params) {
        return Collections.nCopies(params.count(), new Input(params.result(), "x".repeat(params.input())));
    }

    @Override
    public String run(Input input, TaskContext context) {
        return "x".repeat(input.result());
    }

    @Override
    public JobResult combine(Params params, List<String> results) {
        return JobResult.of("x".repeat(params.combined()));
    }
}
