package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.List;

/** Takes one away. */
public final class Decrement implements Function {

    @Override
    public String name() {
        return "dec";
    }

    @Override
    public String description() {
        return "A number minus 1.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("x", "What one is taken from."));
    }

    @Override
    public List<Object> example() {
        return List.of(4);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return Numbers.add(arguments.get(0), BigInteger.ONE.negate());
    }
}
