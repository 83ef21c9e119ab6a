package dev.forkyard.engine;

import java.util.List;

/** What a worker tells of the code that it can run. */
public record Descriptions(List<JobTypeDescription> jobTypes, List<FunctionDescription> functions) {

    /** No worker has told yet. */
    public static final Descriptions NONE = new Descriptions(List.of(), List.of());

    public Descriptions {
        jobTypes = List.copyOf(jobTypes);
        functions = List.copyOf(functions);
    }
}
