package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Greets someone, in the task's log. */
public final class Hello implements Function {

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String description() {
        return "Prints a greeting, which is then in the log of the job, and gives back nothing.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.string("name", "Who is greeted."));
    }

    @Override
    public List<Object> example() {
        return List.of("Peter");
    }

    @Override
    public @Nullable Object apply(List<Object> arguments, TaskContext context) {
        System.out.println("hello " + arguments.get(0));
        return null;
    }
}
