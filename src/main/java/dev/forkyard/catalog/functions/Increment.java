package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.List;

/** Adds one. */
public final class Increment implements Function {

    @Override
    public String name() {
        return "inc";
    }

    @Override
    public String description() {
        return "A number plus 1.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("x", "What one is added to."));
    }

    @Override
    public List<Object> example() {
        return List.of(4);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return Numbers.add(arguments.get(0), BigInteger.ONE);
    }
}
