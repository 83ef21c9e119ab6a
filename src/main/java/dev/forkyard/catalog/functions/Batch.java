package dev.forkyard.catalog.functions;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.JsonList;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes calls of functions that may differ, each a task. */
public final class Batch implements JobType<Batch.Params, Batch.Task, Batch.Returned> {

    /** What to call. */
    public record Params(
            @Param(description = "The calls, each run as a task.", minItems = 1)
            List<Invocation> calls,

            @Param(description = Spread.PAUSE, min = 0, max = Spread.LONGEST_PAUSE)
            Optional<BigDecimal> pause) {

        public Params {
            calls = List.copyOf(calls);
        }
    }

    /** One call. */
    public record Invocation(
            @Param(description = "Name of the function; /api/v1/functions lists them.", maxLength = 100)
            String function,

            @Param(description = "Its arguments.", argumentsOf = "function")
            List<Object> args,

            @Param(description = "Name of the task, a line.", maxLength = Spread.NAME_LENGTH, line = true)
            Optional<String> name) {}

    /** One call, its number, and the seconds to wait before it. */
    public record Task(int index, Invocation call, Optional<BigDecimal> pause) {}

    /** What one call gave back, which may be nothing. */
    public record Returned(@Nullable Object value) {}

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String description() {
        return "Calls of functions, of one or of several; the values in the order of the calls.";
    }

    @Override
    public List<Params> rehearsals() {
        return List.of(params(call("inc", 4), call("dec", 4), call("add", 3, 4)));
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("a greeting, which is in the log", params(call("hello", "Peter"))),
                new Example<>("several functions", params(call("inc", 4), call("dec", 4), call("add", 3, 4))));
    }

    private static Params params(Invocation... calls) {
        return new Params(List.of(calls), Optional.empty());
    }

    private static Invocation call(String function, Object... args) {
        return new Invocation(function, List.of(args), Optional.empty());
    }

    @Override
    public List<Task> split(Params params) {
        return IntStream.range(0, params.calls.size())
                .mapToObj(index -> new Task(index, params.calls.get(index), params.pause))
                .toList();
    }

    @Override
    public Optional<String> taskName(Task task) {
        return task.call.name;
    }

    @Override
    public Returned run(Task task, TaskContext context) throws InterruptedException {
        Invocation call = task.call;
        Call.pause(task.pause);
        return new Returned(new Call(context.function(call.function), "call").apply(call.args, task.index, context));
    }

    @Override
    public JobResult combine(Params params, List<Returned> results) {
        List<@Nullable Object> values = new ArrayList<>();
        results.forEach(each -> values.add(each.value));
        return JobResult.of(new Applied(JsonList.of(values)));
    }
}
