package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Takes a value from a queue that the tasks of the job share. */
public final class Take implements Function {

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(86_400);

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
                Parameter.number("seconds", "How long to wait for a value, from 0 to 86400."));
    }

    @Override
    public List<Object> example() {
        return List.of("words", 5);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        BigDecimal seconds = Numbers.decimal(arguments.get(1));
        if (seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
            throw new IllegalArgumentException("'seconds' must be from 0 to " + MOST_SECONDS);
        }
        Duration limit = Duration.ofNanos(seconds.movePointRight(9).longValue());
        Object taken = context.queue((String) arguments.get(0)).take(limit);
        System.out.println(context.name() + " data received: " + taken);
        return taken;
    }
}
