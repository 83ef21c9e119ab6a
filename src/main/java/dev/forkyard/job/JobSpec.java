package dev.forkyard.job;

import dev.forkyard.engine.Isolation;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: one submission, checked and with its defaults filled in.
 *
 * @param type name of the job type
 * @param params JSON text that fits the job type's schema, with its defaults filled in
 * @param name a name for people, absent when none was given
 * @param labels keys and values to find the job by
 * @param priority 0 to 9, 9 is served first
 * @param parallelism most workers that the job may hold at once; absent: as many as there are
 * @param onTaskFailure what becomes of the other tasks when one fails
 * @param deadlines how long it, and its tasks, may take
 * @param retry which failed attempts at a task are followed by another
 * @param isolation what its tasks share with others
 * @param generation of the plug-ins that its code is from, from its beginning to its end; empty: it needs none
 */
public record JobSpec(
        String type,
        String params,
        @Nullable String name,
        Map<String, String> labels,
        int priority,
        @Nullable Integer parallelism,
        OnTaskFailure onTaskFailure,
        Deadlines deadlines,
        Retry retry,
        Isolation isolation,
        String generation) {

    public JobSpec {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(onTaskFailure, "onTaskFailure");
        Objects.requireNonNull(deadlines, "deadlines");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(isolation, "isolation");
        Objects.requireNonNull(generation, "generation");
        labels = Map.copyOf(labels);
    }

    /** Whether each task has a time limit, a JVM or further attempts of its own, or its result outlives another's failure. */
    public boolean tasksStandAlone() {
        return deadlines.taskTimeout() != null
                || !retry.retryOn().isEmpty()
                || isolation == Isolation.FRESH
                || onTaskFailure == OnTaskFailure.CONTINUE;
    }

    /** The same with other params. */
    public JobSpec withParams(String otherParams) {
        return with(otherParams, generation);
    }

    /** The same, to run with plug-ins of that generation. */
    public JobSpec withGeneration(String otherGeneration) {
        return with(params, otherGeneration);
    }

    private JobSpec with(String otherParams, String otherGeneration) {
        return new JobSpec(
                type,
                otherParams,
                name,
                labels,
                priority,
                parallelism,
                onTaskFailure,
                deadlines,
                retry,
                isolation,
                otherGeneration);
    }
}
