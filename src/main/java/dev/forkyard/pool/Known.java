package dev.forkyard.pool;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.pool.plugin.Plugins.Serving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What new jobs can run: what is built in, and what plug-ins bring. Safe for use by any thread. */
final class Known {

    private volatile Joined joined = new Joined(Descriptions.NONE, Serving.NONE, Descriptions.NONE);

    private record Joined(Descriptions builtIn, Serving serving, Descriptions all) {}

    /** Both together, the same object as long as they are; nothing until it is known what is built in. */
    Descriptions of(Descriptions builtIn, Serving serving) {
        Joined now = joined;
        if (!now.builtIn.equals(builtIn) || !now.serving.equals(serving)) {
            now = new Joined(builtIn, serving, join(builtIn, serving));
            joined = now;
        }
        return now.all;
    }

    private static Descriptions join(Descriptions builtIn, Serving serving) {
        if (builtIn.jobTypes().isEmpty() || serving.generation().id().isEmpty()) {
            return builtIn;
        }
        List<JobTypeDescription> types = new ArrayList<>(builtIn.jobTypes());
        types.addAll(serving.jobTypes());
        List<FunctionDescription> functions = new ArrayList<>(builtIn.functions());
        functions.addAll(serving.functions());
        functions.sort(Comparator.comparing(FunctionDescription::name));
        return new Descriptions(
                types,
                functions,
                new Descriptions.PluggedIn(
                        serving.generation().id(),
                        serving.jobTypes().stream()
                                .map(JobTypeDescription::name)
                                .collect(Collectors.toSet()),
                        serving.functions().stream()
                                .map(FunctionDescription::name)
                                .collect(Collectors.toSet())));
    }
}
