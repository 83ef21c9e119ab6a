package dev.forkyard.job.service;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.job.JobSpec;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The job types as the engine's workers describe them, with their schemas compiled. Safe for use by any thread. */
final class JobTypes {

    private final TaskEngine engine;
    private volatile Compiled compiled = new Compiled(Descriptions.NONE);

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
        return compiled().type(name);
    }

    /**
     * A job whose params have their defaults filled in, and that names the plug-ins which it needs.
     *
     * @param params are changed
     * @param spec made with the params' text, once they are known to be right
     * @throws JobException.InvalidParams if its params do not fit
     * @throws JobException.UnknownType if there is no such type
     * @throws JobException.Unavailable if no worker has told its job types yet
     */
    JobSpec accept(String type, JsonNode params, Function<String, JobSpec> spec) {
        Compiled now = compiled();
        Set<String> called = new HashSet<>();
        JobSpec complete = spec.apply(now.check(type).complete(params, called));
        Descriptions.PluggedIn plugins = now.descriptions.plugins();
        boolean needed = plugins.jobTypes().contains(type) || !Collections.disjoint(plugins.functions(), called);
        return needed ? complete.withGeneration(plugins.generation()) : complete;
    }

    /** Compiled once for each time that workers tell something else. */
    private Compiled compiled() {
        Descriptions now = engine.descriptions();
        Compiled known = compiled;
        if (!known.descriptions.equals(now)) {
            known = new Compiled(now);
            compiled = known;
        }
        return known;
    }

    /** What workers have told, and what has been made of it so far. */
    private static final class Compiled {

        private final Descriptions descriptions;
        private final ArgumentsCheck arguments;
        private final Map<String, ParamsCheck> checks = new ConcurrentHashMap<>();

        Compiled(Descriptions descriptions) {
            this.descriptions = descriptions;
            this.arguments = new ArgumentsCheck(descriptions.functions());
        }

        JobTypeDescription type(String name) {
            List<JobTypeDescription> all = descriptions.jobTypes();
            if (all.isEmpty()) {
                throw new JobException.Unavailable(
                        "No worker has started yet, so no job type is known; try again soon.");
            }
            return all.stream()
                    .filter(type -> type.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new JobException.UnknownType(
                            name, all.stream().map(JobTypeDescription::name).toList()));
        }

        ParamsCheck check(String name) {
            JobTypeDescription type = type(name);
            return checks.computeIfAbsent(name, key -> new ParamsCheck(type, arguments));
        }
    }
}
