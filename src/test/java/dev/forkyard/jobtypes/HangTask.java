package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code test-hang}: tasks that never end and heed neither interrupts nor {@link TaskContext#cancelled()}; only force stops
 * them. Each prints {@code hanging} first, and {@code child <pid>} for a process of its own where one is asked for. The
 * job's result, where enough attempts are made, is {@code {"attempts":[…]}}.
 */
public final class HangTask implements JobType<HangTask.Params, HangTask.Params, Integer> {

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "Number of the only task that hangs; -1 for all.", min = -1, defaultValue = "-1")
            int index,

            @Param(description = "How many attempts at a task hang.", min = 0, defaultValue = "1000000")
            int hangs,

            @Param(description = "Whether it keeps its core busy.", defaultValue = "true")
            boolean spin,

            @Param(description = "Whether it starts a process that sleeps.", defaultValue = "false")
            boolean child) {}

    /** The attempt with which each task got through. */
    public record Survivors(List<Integer> attempts) {}

    /** Hangs each time, busily, alone. */
    public static Params spinning() {
        return new Params(1, -1, 1_000_000, true, false);
    }

    @Override
    public String name() {
        return "test-hang";
    }

    @Override
    public String description() {
        return "Never ends.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("spin", spinning()));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws IOException {
        boolean meant = params.index() < 0 || params.index() == context.index();
        if (meant && context.attempt() <= params.hangs()) {
            if (params.child()) {
                System.out.println(
                        "child " + new ProcessBuilder("sleep", "3600").start().pid());
            }
            System.out.println("hanging");
            hang(params.spin());
        }
        return context.attempt();
    }

    private static void hang(boolean spin) {
        while (true) {
            if (spin) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1_000_000_000);
                Thread.interrupted(); // Or parking would return at once from now on.
            }
        }
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(new Survivors(results));
    }
}
