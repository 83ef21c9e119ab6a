package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a value into a queue that the tasks of the job share. */
public final class Put implements Function {

    static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "put";
    }

    @Override
    public String description() {
        return "Puts a value into a queue that the tasks of the job share, within a minute if it is full, and gives back nothing.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.string("queue", "Name of the queue, which the job is submitted with."),
                Parameter.any("value", "Any JSON value but null."));
    }

    @Override
    public List<Object> example() {
        return List.of("words", "wood");
    }

    @Override
    public @Nullable Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        context.queue((String) arguments.get(0)).put(arguments.get(1), LIMIT);
        return null;
    }
}
