package dev.forkyard.catalog.functions;

import dev.forkyard.task.Counter;
import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.List;

/** Adds to a counter that the tasks of the job share, under its lock. */
public final class Count implements Function {

    @Override
    public String name() {
        return "count";
    }

    @Override
    public String description() {
        return "Adds to a counter that the tasks of the job share, under its lock; prints its new value and gives it back.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.string("counter", "Name of the counter, which begins with 0."),
                Parameter.integer("amount", "What is added to it.")
                        .atLeast(Long.MIN_VALUE)
                        .atMost(Long.MAX_VALUE));
    }

    @Override
    public List<Object> example() {
        return List.of("n", 1);
    }

    @Override
    @SuppressWarnings("try") // The lock is had, not used.
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        Counter counter = context.counter((String) arguments.get(0));
        long amount = ((BigInteger) arguments.get(1)).longValueExact();
        long value;
        try (Counter.Lock lock = counter.lock()) {
            value = counter.add(amount);
        }
        System.out.println("Counter: " + value);
        return value;
    }
}
