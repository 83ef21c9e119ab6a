package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Adds two numbers. */
public final class Add implements Function {

    @Override
    public String name() {
        return "add";
    }

    @Override
    public String description() {
        return "The sum of two numbers, with all its digits.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("x", "One of them."), Parameter.number("y", "The other."));
    }

    @Override
    public List<Object> example() {
        return List.of(3, 4);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return Numbers.add(arguments.get(0), arguments.get(1));
    }
}
