package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Multiplies a number with itself. */
public final class Square implements Function {

    @Override
    public String name() {
        return "square";
    }

    @Override
    public String description() {
        return "A number times itself, with all its digits.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("x", "What is squared."));
    }

    @Override
    public List<Object> example() {
        return List.of(7);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return Numbers.multiply(arguments.get(0), arguments.get(0));
    }
}
