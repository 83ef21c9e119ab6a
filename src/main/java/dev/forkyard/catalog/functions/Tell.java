package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the client of the job something. */
public final class Tell implements Function {

    @Override
    public String name() {
        return "tell";
    }

    @Override
    public String description() {
        return "Tells the client something, at /jobs/{id}/messages, and gives back nothing.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.any("value", "Any JSON value but null."));
    }

    @Override
    public List<Object> example() {
        return List.of("half of it is done");
    }

    @Override
    public @Nullable Object apply(List<Object> arguments, TaskContext context) {
        context.message(arguments.get(0));
        return null;
    }
}
