package dev.forkyard.engine;

import java.util.List;

/** One thing for a worker to do. All payloads are JSON texts that the server passes on without reading them. */
public sealed interface Work {

    /** Name of the job type whose code is to run. */
    String type();

    /** The job it belongs to. */
    String job();

    /**
     * Split a job into tasks; the answer is the JSON array of the tasks' inputs.
     *
     * @param tasksStandAlone whether each task has a time limit, a JVM or further attempts of its own, or its result outlives
     *     another's failure
     */
    record Split(String job, String type, String params, boolean tasksStandAlone) implements Work {}

    /** Run one attempt at one task, given the results of the tasks it needs; the answer is the task's result. */
    record Run(String job, String type, int index, String name, int attempt, String input, List<String> needed)
            implements Work {

        public Run {
            needed = List.copyOf(needed);
        }
    }

    /** Combine the results of all tasks, in task order, into the job's result. */
    record Combine(String job, String type, String params, List<String> results) implements Work {

        public Combine {
            results = List.copyOf(results);
        }
    }
}
