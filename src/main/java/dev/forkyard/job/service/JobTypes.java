package dev.forkyard.job.service;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.TaskEngine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The job types as the engine's workers describe them, with their schemas compiled. Safe for use by any thread. */
final class JobTypes {

    private final TaskEngine engine;
    private final Map<String, ParamsCheck> checks = new ConcurrentHashMap<>();

    JobTypes(TaskEngine engine) {
        this.engine = engine;
    }

    List<JobTypeDescription> all() {
        return engine.descriptions().jobTypes();
    }

    List<FunctionDescription> functions() {
        return engine.descriptions().functions();
    }

    /**
     * @throws JobException.UnknownType if there is none of that name
     * @throws JobException.Unavailable if no worker has told its job types yet
     */
    JobTypeDescription get(String name) {
        List<JobTypeDescription> all = all();
        if (all.isEmpty()) {
            throw new JobException.Unavailable("No worker has started yet, so no job type is known; try again soon.");
        }
        return all.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JobException.UnknownType(
                        name, all.stream().map(JobTypeDescription::name).toList()));
    }

    /** Compiles the schema of a type once for each description of it. */
    ParamsCheck check(String name) {
        JobTypeDescription type = get(name);
        return checks.compute(
                name,
                (key, known) -> known != null && known.type().equals(type)
                        ? known
                        : new ParamsCheck(type, new ArgumentsCheck(functions())));
    }
}
