package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Collections;
import java.util.List;

/** {@code test-echo}: so many tasks, each of which gives back the value it was given, at once. */
public final class EchoTask implements JobType<EchoTask.Params, Object, Object> {

    /** A {@code count} of 0 makes the job fail when it is split. */
    public record Params(
            @Param(description = "How many tasks.", min = 0, max = 1_000_000, defaultValue = "1")
            int count,

            @Param(description = "What each gives back, any JSON.", defaultValue = "\"echo\"")
            Object value) {}

    /** What the tasks gave back; had as text as well where the first is a string. */
    public record Echoes(List<Object> values) {}

    @Override
    public String name() {
        return "test-echo";
    }

    @Override
    public String description() {
        return "Gives back what it is given.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("three", new Params(3, "hello")), new Example<>("one", new Params(1, "hello")));
    }

    @Override
    public List<Object> split(Params params) {
        return Collections.nCopies(params.count(), params.value());
    }

    @Override
    public Object run(Object value, TaskContext context) {
        return value;
    }

    @Override
    public JobResult combine(Params params, List<Object> results) {
        JobResult result = JobResult.of(new Echoes(results));
        return params.value() instanceof String
                ? result.with(JobResult.Representation.ofString("text/plain", "/values/0"))
                : result;
    }
}
