package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Gives back what it is given. */
public final class Identity implements Function {

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String description() {
        return "What it is given.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.any("value", "Any JSON value but null."));
    }

    @Override
    public List<Object> example() {
        return List.of("as it is");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return arguments.get(0);
    }
}
