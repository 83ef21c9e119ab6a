package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.List;

/** Raises a number to a power. */
public final class Power implements Function {

    @Override
    public String name() {
        return "power";
    }

    @Override
    public String description() {
        return "A number to the power of an integer that is not negative, with all its digits.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("base", "What is raised."),
                Parameter.integer("exponent", "How often it is a factor.").atLeast(0));
    }

    @Override
    public List<Object> example() {
        return List.of(2, 10);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) {
        return Numbers.power(arguments.get(0), (BigInteger) arguments.get(1));
    }
}
