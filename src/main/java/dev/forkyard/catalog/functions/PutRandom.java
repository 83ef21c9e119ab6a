package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Puts a random number into a queue that the tasks of the job share. */
public final class PutRandom implements Function {

    @Override
    public String name() {
        return "put-random";
    }

    @Override
    public String description() {
        return "Puts a random number from 0 to 1 into a queue that the tasks of the job share, and gives it back.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.string("queue", "Name of the queue, which the job is submitted with."));
    }

    @Override
    public List<Object> example() {
        return List.of("words");
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        double drawn = ThreadLocalRandom.current().nextDouble();
        context.queue((String) arguments.get(0)).put(drawn, Put.LIMIT);
        return drawn;
    }
}
