package dev.forkyard.worker;

import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.FunctionParameter;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Function;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Parameter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The job types and functions that one class loader finds.
 *
 * @param types by their names
 * @param functions by their names
 */
record Code(Map<String, BoundJobType<?, ?, ?>> types, Map<String, Function> functions, Json json) {

    Code {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
        functions = Collections.unmodifiableMap(new TreeMap<>(functions));
    }

    /**
     * Finds them; their constructors run.
     *
     * @throws IllegalStateException if two have one name
     * @throws java.util.ServiceConfigurationError if one cannot be made
     */
    static Code of(ClassLoader loader, Json json) {
        Map<String, BoundJobType<?, ?, ?>> types = new TreeMap<>();
        for (JobType<?, ?, ?> type : ServiceLoader.load(JobType.class, loader)) {
            if (types.putIfAbsent(type.name(), new BoundJobType<>(type, json)) != null) {
                throw new IllegalStateException("two job types are named '" + type.name() + "'");
            }
        }
        Map<String, Function> functions = new TreeMap<>();
        for (Function function : ServiceLoader.load(Function.class, loader)) {
            if (functions.putIfAbsent(function.name(), function) != null) {
                throw new IllegalStateException("two functions are named '" + function.name() + "'");
            }
        }
        return new Code(types, functions, json);
    }

    List<TypeDescription> describeTypes() {
        return types.values().stream().map(BoundJobType::describe).toList();
    }

    List<FunctionDescription> describeFunctions() {
        return functions.values().stream().map(this::describe).toList();
    }

    private FunctionDescription describe(Function function) {
        return new FunctionDescription(
                function.name(),
                function.description(),
                function.parameters().stream().map(Code::describe).toList(),
                json.write(function.example()));
    }

    private static FunctionParameter describe(Parameter parameter) {
        return new FunctionParameter(
                parameter.name(),
                parameter.kind().name(),
                parameter.description(),
                text(parameter.min()),
                text(parameter.max()));
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "" : value.toString();
    }
}
