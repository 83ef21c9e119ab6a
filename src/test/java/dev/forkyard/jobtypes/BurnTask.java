package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * {@code test-burn}: tasks that use so much processor time, tell their progress, and stop when cancelled. Each gives back
 * the nanoseconds it used; the job's result is {@code {"cpuNanos":[…]}}.
 */
public final class BurnTask implements JobType<BurnTask.Params, Long, Long> {

    /** The same for all tasks. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 100_000, defaultValue = "1")
            int count,

            @Param(description = "Processor time of each, in milliseconds.", min = 0, max = 3_600_000)
            long millis) {}

    /** What each used. */
    public record Burnt(List<Long> cpuNanos) {}

    @Override
    public String name() {
        return "test-burn";
    }

    @Override
    public String description() {
        return "Uses processor time.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("a little", new Params(2, 10)));
    }

    @Override
    public List<Long> split(Params params) {
        return Collections.nCopies(params.count(), params.millis());
    }

    @Override
    public Long run(Long millis, TaskContext context) {
        var thread = ManagementFactory.getThreadMXBean();
        long wanted = TimeUnit.MILLISECONDS.toNanos(millis);
        long began = thread.getCurrentThreadCpuTime();
        long used = 0;
        while (used < wanted) {
            if (context.cancelled()) {
                throw new CancellationException();
            }
            context.progress((double) used / wanted);
            used = thread.getCurrentThreadCpuTime() - began;
        }
        return used;
    }

    @Override
    public JobResult combine(Params params, List<Long> results) {
        return JobResult.of(new Burnt(results));
    }
}
