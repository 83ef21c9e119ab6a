package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;

/** Waits like {@code sleep}, and says in the task's log when it begins and when it is done. */
public final class Work implements Function {

    private final Sleep sleep = new Sleep();

    @Override
    public String name() {
        return "work";
    }

    @Override
    public String description() {
        return "Prints the name of its task and that it is starting, waits for so long, prints that it is finishing, and gives"
                + " back the time.";
    }

    @Override
    public List<Parameter> parameters() {
        return sleep.parameters();
    }

    @Override
    public List<Object> example() {
        return sleep.example();
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        System.out.println(context.name() + " starting with " + arguments.get(0) + " s");
        Object waited = sleep.apply(arguments, context);
        System.out.println(context.name() + " finishing with " + arguments.get(0) + " s");
        return waited;
    }
}
