package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;

/**
 * {@code test-noisy}: tasks that print. Line {@code i} of a task is {@code <i> <text>}, on {@code System.out} where
 * {@code i} is even and on {@code System.err} where it is odd. Each task gives back the number of its lines, and the job
 * their sum.
 */
public final class NoisyTask implements JobType<NoisyTask.Params, NoisyTask.Params, Integer> {

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "How many lines each prints.", min = 0, max = 10_000_000, defaultValue = "1")
            int lines,

            @Param(description = "What each line says.", maxLength = 100_000, defaultValue = "grüße 🌍")
            String text,

            @Param(description = "Whether the last line ends with a newline.", defaultValue = "true")
            boolean newline,

            @Param(
                    description = "Whether a thread of its own prints, interrupted all the while.",
                    defaultValue = "false")
            boolean thread) {}

    /** One task that prints so. */
    public static Params lines(int lines, String text) {
        return new Params(1, lines, text, true, false);
    }

    @Override
    public String name() {
        return "test-noisy";
    }

    @Override
    public String description() {
        return "Prints.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("one line", lines(1, "hello")));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        if (params.thread()) {
            Thread printer = new Thread(() -> print(params));
            printer.start();
            while (printer.isAlive()) {
                printer.interrupt();
                printer.join(1);
            }
        } else {
            print(params);
        }
        return params.lines();
    }

    private static void print(Params params) {
        for (int i = 0; i < params.lines(); i++) {
            PrintStream stream = i % 2 == 0 ? System.out : System.err;
            String line = i + " " + params.text();
            if (i < params.lines() - 1 || params.newline()) {
                stream.println(line);
            } else {
                stream.print(line);
            }
        }
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(results.stream().mapToInt(Integer::intValue).sum());
    }
}
