package dev.forkyard.jobtypes;

import dev.forkyard.task.Counter;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code test-share}: tasks that do with what they share what they are told, step by step: {@code add n 1}, {@code lock n},
 * {@code unlock}, {@code open q 2}, {@code put q 5 text}, {@code take q 5}, {@code poll q}, {@code tell text}, {@code await
 * path}, {@code die} (in the first attempt only) and {@code spin n}: adds of one, as fast as they go. The job's result is
 * {@code {"tasks":[["what a step gave",…],…]}}.
 */
public final class ShareTask implements JobType<ShareTask.Params, String, List<String>> {

    /** Steps, separated by semicolons, for each task. */
    public record Params(
            @Param(description = "What each task does.", minItems = 1)
            List<String> tasks) {}

    /** What the steps gave. */
    public record Result(List<List<String>> tasks) {}

    @Override
    public String name() {
        return "test-share";
    }

    @Override
    public String description() {
        return "Shares.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("adds", new Params(List.of("add n 1", "add n 2"))));
    }

    @Override
    public List<String> split(Params params) {
        return params.tasks();
    }

    @Override
    public List<String> run(String steps, TaskContext context) throws InterruptedException {
        List<String> gave = new ArrayList<>();
        Deque<Counter.Lock> locks = new ArrayDeque<>();
        for (String step : steps.split(";", -1)) {
            String[] words = step.strip().split(" ", 4);
            switch (words[0]) {
                case "add" -> gave.add(Long.toString(context.counter(words[1]).add(Long.parseLong(words[2]))));
                case "spin" -> {
                    Counter counter = context.counter("n");
                    for (int i = Integer.parseInt(words[1]); i > 0; i--) {
                        counter.add(1);
                    }
                }
                case "lock" -> locks.push(context.counter(words[1]).lock());
                case "unlock" -> locks.pop().close();
                case "open" ->
                    gave.add(Integer.toString(
                            context.queue(words[1], Integer.parseInt(words[2])).capacity()));
                case "put" -> context.queue(words[1]).put(words[3], seconds(words[2]));
                case "take" -> gave.add(String.valueOf(context.queue(words[1]).take(seconds(words[2]))));
                case "poll" -> gave.add(context.queue(words[1]).poll().toString());
                case "tell" -> context.message(words[1]);
                case "await" -> {
                    while (!Files.exists(Path.of(words[1]))) {
                        new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
                    }
                }
                case "die" -> {
                    if (context.attempt() == 1) {
                        Runtime.getRuntime().halt(9);
                    }
                }
                default -> throw new IllegalArgumentException(step);
            }
        }
        return gave;
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
    }

    @Override
    public JobResult combine(Params params, List<List<String>> results) {
        return JobResult.of(new Result(results));
    }
}
