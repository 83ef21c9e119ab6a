package dev.forkyard.engine;

import java.util.List;
import java.util.Set;

/**
 * What workers tell of the code that they can run.
 *
 * @param plugins what of it is not built in
 */
public record Descriptions(List<JobTypeDescription> jobTypes, List<FunctionDescription> functions, PluggedIn plugins) {

    /** No worker has told yet. */
    public static final Descriptions NONE = new Descriptions(List.of(), List.of(), PluggedIn.NONE);

    public Descriptions {
        jobTypes = List.copyOf(jobTypes);
        functions = List.copyOf(functions);
    }

    /**
     * What comes from plug-ins, all of one generation: a set of plug-ins that never changes, so that a job runs from its
     * beginning to its end with what it was submitted for.
     *
     * @param generation its id; empty where there are none
     * @param jobTypes names of job types
     * @param functions names of functions
     */
    public record PluggedIn(String generation, Set<String> jobTypes, Set<String> functions) {

        /** No plug-ins. */
        public static final PluggedIn NONE = new PluggedIn("", Set.of(), Set.of());

        public PluggedIn {
            jobTypes = Set.copyOf(jobTypes);
            functions = Set.copyOf(functions);
        }
    }
}
