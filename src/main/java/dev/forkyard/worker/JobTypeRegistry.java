package dev.forkyard.worker;

import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.FunctionParameter;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Function;
import dev.forkyard.task.JobType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The job types and functions on this JVM's class path, found when first asked for. For use by one thread. */
final class JobTypeRegistry {

    private final Json json = new Json();
    private @Nullable Map<String, BoundJobType<?, ?, ?>> types;

    List<TypeDescription> describe() {
        return types().values().stream().map(BoundJobType::describe).toList();
    }

    List<FunctionDescription> describeFunctions() {
        return ServiceLoader.load(Function.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(this::describe)
                .sorted(Comparator.comparing(FunctionDescription::name))
                .toList();
    }

    private FunctionDescription describe(Function function) {
        return new FunctionDescription(
                function.name(),
                function.description(),
                function.parameters().stream()
                        .map(each ->
                                new FunctionParameter(each.name(), each.kind().name(), each.description()))
                        .toList(),
                json.write(function.example()));
    }

    /** Does once what each job needs, so that the first does not wait for it. */
    void link() {
        types().values().forEach(BoundJobType::link);
    }

    /** All of them. */
    List<BoundJobType<?, ?, ?>> all() {
        return List.copyOf(types().values());
    }

    BoundJobType<?, ?, ?> get(String name) {
        BoundJobType<?, ?, ?> type = types().get(name);
        if (type == null) {
            throw new IllegalArgumentException("this worker knows no job type '" + name + "'");
        }
        return type;
    }

    private Map<String, BoundJobType<?, ?, ?>> types() {
        Map<String, BoundJobType<?, ?, ?>> known = types;
        if (known == null) {
            known = find();
            types = known;
        }
        return known;
    }

    private Map<String, BoundJobType<?, ?, ?>> find() {
        Map<String, BoundJobType<?, ?, ?>> found = new LinkedHashMap<>();
        for (JobType<?, ?, ?> type : ServiceLoader.load(JobType.class)) {
            if (found.putIfAbsent(type.name(), new BoundJobType<>(type, json)) != null) {
                throw new IllegalStateException("two job types are named '" + type.name() + "'");
            }
        }
        return found;
    }
}
