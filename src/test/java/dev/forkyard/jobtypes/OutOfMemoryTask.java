package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code test-out-of-memory}: one task that takes heap until there is none, or as much as it is told; then the job's result
 * is how many bytes.
 */
public final class OutOfMemoryTask implements JobType<OutOfMemoryTask.Params, Long, Long> {

    private static final int PIECE = 1 << 20;

    /** What to take. */
    public record Params(
            @Param(description = "Megabytes to take.", min = 0, max = 1_000_000_000, defaultValue = "1000000000")
            long megabytes) {}

    @Override
    public String name() {
        return "test-out-of-memory";
    }

    @Override
    public String description() {
        return "Takes all the heap.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("all", new Params(1_000_000_000)));
    }

    @Override
    public List<Long> split(Params params) {
        return List.of(params.megabytes());
    }

    @Override
    public Long run(Long megabytes, TaskContext context) {
        List<byte[]> taken = new ArrayList<>();
        for (long i = 0; i < megabytes; i++) {
            taken.add(new byte[PIECE]);
        }
        return (long) taken.size() * PIECE;
    }

    @Override
    public JobResult combine(Params params, List<Long> results) {
        return JobResult.of(results.get(0));
    }
}
