package dev.forkyard.worker;

import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.JobType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The job types on this JVM's class path, found when first asked for. For use by one thread. */
final class JobTypeRegistry {

    private final Json json = new Json();
    private final Map<String, BoundJobType<?, ?, ?>> types = new LinkedHashMap<>();

    List<TypeDescription> describe() {
        return types().values().stream().map(BoundJobType::describe).toList();
    }

    /** Does once what each job needs, so that the first does not wait for it. */
    void warmUp() {
        types().values().forEach(BoundJobType::warmUp);
    }

    BoundJobType<?, ?, ?> get(String name) {
        BoundJobType<?, ?, ?> type = types().get(name);
        if (type == null) {
            throw new IllegalArgumentException("this worker knows no job type '" + name + "'");
        }
        return type;
    }

    private Map<String, BoundJobType<?, ?, ?>> types() {
        if (types.isEmpty()) {
            for (JobType<?, ?, ?> type : ServiceLoader.load(JobType.class)) {
                BoundJobType<?, ?, ?> known = types.putIfAbsent(type.name(), new BoundJobType<>(type, json));
                if (known != null) {
                    throw new IllegalStateException("two job types are named '" + type.name() + "'");
                }
            }
        }
        return types;
    }
}
