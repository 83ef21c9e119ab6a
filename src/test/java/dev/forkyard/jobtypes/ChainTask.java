package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code test-chain}: numbers that are added in pairs, as a tree, each sum by way of a file of the job's; the total is
 * had as a file too.
 */
public final class ChainTask implements JobType<ChainTask.Params, ChainTask.Sum, ChainTask.Written> {

    /** How many numbers: 0, 1, 2 and so on. */
    public record Params(
            @Param(description = "How many numbers.", min = 1, max = 1000)
            int count) {}

    /** A number, or the sum of what the needed tasks have written. */
    public record Sum(int number, List<Integer> needs) {}

    /** A file that holds a number, and which that is. */
    public record Written(String file, long sum, long pid) {}

    /** The total, and how many workers had a hand in it. */
    public record Total(long total, long workers) {}

    @Override
    public String name() {
        return "test-chain";
    }

    @Override
    public String description() {
        return "Adds numbers as a tree.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("nine", new Params(9)));
    }

    @Override
    public List<Sum> split(Params params) {
        int inner = params.count() - 1;
        return IntStream.range(0, params.count() + inner)
                .mapToObj(i -> i < params.count()
                        ? new Sum(i, List.of())
                        : new Sum(0, List.of(2 * (i - params.count()), 2 * (i - params.count()) + 1)))
                .toList();
    }

    @Override
    public List<Integer> needs(Sum task) {
        return task.needs();
    }

    @Override
    public double weight(Sum task) {
        return 1 + task.needs().size();
    }

    @Override
    public Written run(Sum task, TaskContext context) {
        throw new UnsupportedOperationException("given what it needs, always");
    }

    @Override
    public Written run(Sum task, List<Written> needed, TaskContext context) throws IOException {
        long sum = task.number();
        for (Written each : needed) {
            sum += Long.parseLong(Files.readString(context.file(each.file())));
        }
        Path file = context.newFile("sum.txt");
        Files.writeString(file, Long.toString(sum));
        return new Written(
                file.getFileName().toString(), sum, ProcessHandle.current().pid());
    }

    @Override
    public JobResult combine(Params params, List<Written> results) {
        Written last = results.get(results.size() - 1);
        long workers =
                results.stream().map(Written::pid).collect(Collectors.toSet()).size();
        return JobResult.of(new Total(last.sum(), workers))
                .with(JobResult.Representation.ofFile("text/plain", last.file()));
    }
}
