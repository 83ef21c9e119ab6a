package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Collections;
import java.util.List;

/**
 * {@code test-crash}: tasks that end their worker's JVM. The job's result, where enough attempts are made, is
 * {@code {"attempts":[…]}}: which attempt of each task got through.
 */
public final class CrashTask implements JobType<CrashTask.Params, CrashTask.Params, Integer> {

    /** How the JVM ends. */
    public enum How {
        EXIT,
        HALT,
        SIGKILL,
        SIGTERM
    }

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "Number of the only task that crashes; -1 for all.", min = -1, defaultValue = "-1")
            int index,

            @Param(description = "How many attempts at a task crash.", min = 0, defaultValue = "1000000")
            int crashes,

            @Param(description = "By System.exit, Runtime.halt or a signal.", defaultValue = "HALT")
            How how,

            @Param(description = "Exit code.", min = 0, max = 255, defaultValue = "42")
            int code,

            @Param(description = "Printed before.", maxLength = 1000, defaultValue = "crashing")
            String words) {}

    /** The attempt with which each task got through. */
    public record Survivors(List<Integer> attempts) {}

    /** Crashes each time, with this code. */
    public static Params always(How how, int code) {
        return new Params(1, -1, 1_000_000, how, code, "crashing");
    }

    @Override
    public String name() {
        return "test-crash";
    }

    @Override
    public String description() {
        return "Ends its worker.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("halt", always(How.HALT, 42)));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws Exception {
        boolean meant = params.index() < 0 || params.index() == context.index();
        if (meant && context.attempt() <= params.crashes()) {
            System.out.println(params.words());
            crash(params);
        }
        return context.attempt();
    }

    private static void crash(Params params) throws Exception {
        switch (params.how()) {
            case EXIT -> System.exit(params.code());
            case HALT -> Runtime.getRuntime().halt(params.code());
            case SIGKILL, SIGTERM -> {
                String signal = params.how().name().substring(3);
                String pid = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
                synchronized (params) {
                    params.wait();
                }
            }
        }
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(new Survivors(results));
    }
}
