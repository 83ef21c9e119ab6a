package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits, for those who want to see how jobs are shared out. */
public final class Sleep implements Function {

    private static final int A_DAY = 86_400;

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public String description() {
        return "Waits for so long, without computing anything, and gives back the time.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("seconds", "How long.").atLeast(0).atMost(A_DAY));
    }

    @Override
    public List<Object> example() {
        return List.of(1);
    }

    @Override
    public Object apply(List<Object> arguments, TaskContext context) throws InterruptedException {
        BigDecimal seconds = Numbers.decimal(arguments.get(0));
        TimeUnit.NANOSECONDS.sleep(seconds.movePointRight(9).longValue());
        return arguments.get(0);
    }
}
