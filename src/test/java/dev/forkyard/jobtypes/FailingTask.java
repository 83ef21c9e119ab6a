package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.util.Collections;
import java.util.List;

/**
 * {@code test-failing}: tasks that throw. The job's result, where enough attempts are made, is {@code {"attempts":[…]}}:
 * which attempt of each task got through.
 */
public final class FailingTask implements JobType<FailingTask.Params, FailingTask.Params, Integer> {

    /** What is thrown. */
    public enum Kind {
        /** An {@link IllegalStateException}. */
        UNCHECKED,
        /** A plain {@link Exception}. */
        CHECKED,
        /** An {@link Error}. */
        ERROR,
        /** A {@link StackOverflowError}, by recursion. */
        STACK_OVERFLOW,
        /** An {@link Unreadable}. */
        UNREADABLE,
        /** An exception without a message. */
        SILENT
    }

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "Number of the only task that fails; -1 for all.", min = -1, defaultValue = "-1")
            int index,

            @Param(description = "How many attempts at a task fail.", min = 0, defaultValue = "1000000")
            int failures,

            @Param(description = "What is thrown.", defaultValue = "UNCHECKED")
            Kind kind,

            @Param(description = "What it says.", maxLength = 100_000, defaultValue = "as told")
            String message) {}

    /** The attempt with which each task got through. */
    public record Survivors(List<Integer> attempts) {}

    /** Fails each time. */
    public static Params always(Kind kind, String message) {
        return new Params(1, -1, 1_000_000, kind, message);
    }

    @Override
    public String name() {
        return "test-failing";
    }

    @Override
    public String description() {
        return "Throws.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("unchecked", always(Kind.UNCHECKED, "as told")));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Integer run(Params params, TaskContext context) throws Exception {
        boolean meant = params.index() < 0 || params.index() == context.index();
        if (meant && context.attempt() <= params.failures()) {
            fail(params);
        }
        return context.attempt();
    }

    private static void fail(Params params) throws Exception {
        switch (params.kind()) {
            case UNCHECKED -> throw new IllegalStateException(params.message());
            case CHECKED -> throw new Exception(params.message());
            case ERROR -> throw new Error(params.message());
            case STACK_OVERFLOW -> deeper(0);
            case UNREADABLE -> throw new Unreadable();
            case SILENT -> throw new IllegalStateException();
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return deeper(depth + 1) + depth;
    }

    @Override
    public JobResult combine(Params params, List<Integer> results) {
        return JobResult.of(new Survivors(results));
    }

    /** An exception that throws when it is asked what it says. */
    public static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message to be had");
        }
    }
}
