package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Takes a value from a queue that the tasks of the job share. */
public final class Take implements Function {

    private static final int A_DAY = 86_400;

    @Override
    public String name() {
        return "take";
    }

    @Override
    public String description() {
        return "Takes the first value from a queue that the tasks of the job share, within some seconds if it is empty; prints it and gives it back.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.string("queue", "Name of the queue, which the job is submitted with."),
                Parameter.number("seconds", "How long to wait for a value.")
                        .atLeast(0)
                        .atMost(A_DAY));
    }

    @Override
    public List<Object> example() {
        return List.of("words", 5);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        BigDecimal seconds = Numbers.decimal(arguments.get(1));
        Duration limit = Duration.ofNanos(seconds.movePointRight(9).longValue());
        Object taken = context.queue((String) arguments.get(0)).take(limit);
        System.out.println(context.name() + " data received: " + taken);
        return taken;
    }
}
