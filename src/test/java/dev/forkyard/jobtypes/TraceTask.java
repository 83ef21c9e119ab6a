package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code test-trace}: tasks that leave a trace in their JVM, and tell how many before them did. The job's result is
 * {@code {"traces":[…]}}.
 */
public final class TraceTask implements JobType<TraceTask.Params, TraceTask.Params, TraceTask.Trace> {

    private static final List<ByteBuffer> KEPT = new ArrayList<>();

    /** All but {@code count} matter to the single task. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 100_000, defaultValue = "1")
            int count,

            @Param(description = "Megabytes that each takes, off the heap, and keeps.", min = 0, defaultValue = "0")
            int megabytes) {}

    /**
     * What one task saw.
     *
     * @param before how many tasks this JVM had run before
     */
    public record Trace(long pid, int before) {}

    /** The traces of all tasks. */
    public record Traces(List<Trace> traces) {}

    /** One task that keeps so much. */
    public static Params keeping(int megabytes) {
        return new Params(1, megabytes);
    }

    @Override
    public String name() {
        return "test-trace";
    }

    @Override
    public String description() {
        return "Leaves a trace.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("two", new Params(2, 0)));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Trace run(Params params, TaskContext context) {
        KEPT.add(ByteBuffer.allocateDirect(params.megabytes() << 20));
        return new Trace(ProcessHandle.current().pid(), KEPT.size() - 1);
    }

    @Override
    public JobResult combine(Params params, List<Trace> results) {
        return JobResult.of(new Traces(results));
    }
}
