package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.FunctionDescription;
import dev.forkyard.protocol.Message.Probed;
import dev.forkyard.protocol.Message.TypeDescription;
import dev.forkyard.task.Function;
import dev.forkyard.task.TaskContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The job types and functions that this JVM knows: those on its class path, and those of its plug-ins, found when first
 * asked for. Safe for use by any thread.
 */
final class JobTypeRegistry {

    private final ClassLoader own = Thread.currentThread().getContextClassLoader();
    private final Json json = new Json();
    private final List<Plugin> plugins;

    @GuardedBy("this") private @Nullable Code builtIn;

    /** @param plugins JARs, each loaded by itself */
    JobTypeRegistry(List<Path> plugins) {
        this.plugins = plugins.stream().map(jar -> new Plugin(jar, json)).toList();
    }

    /** Those on the class path. */
    List<TypeDescription> describe() {
        return builtIn().describeTypes();
    }

    List<FunctionDescription> describeFunctions() {
        return builtIn().describeFunctions();
    }

    /** Does once what each job needs, so that the first does not wait for it; leaves plug-ins alone. */
    void link() {
        builtIn().types().values().forEach(BoundJobType::link);
    }

    /** All of them, with those of plug-ins. */
    List<BoundJobType<?, ?, ?>> all() {
        List<BoundJobType<?, ?, ?>> all = new ArrayList<>();
        sources().forEach(code -> all.addAll(code.types().values()));
        return all;
    }

    /**
     * What is in the plug-in that this JVM was started with.
     *
     * @param contexts of tasks, by their numbers
     */
    synchronized Probed probe(IntFunction<? extends TaskContext> contexts) {
        if (plugins.isEmpty()) {
            throw new IllegalStateException("this worker was started without a plug-in");
        }
        return plugins.get(0).probe(builtIn(), contexts);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    BoundJobType<?, ?, ?> get(String name) {
        return sources()
                .map(code -> code.types().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "this worker knows no job type '" + name + "'" + String.join("", problems())));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    Function function(String name) {
        return sources()
                .map(code -> code.functions().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no function '%s'; there are %s%s."
                        .formatted(name, String.join(", ", functionNames()), String.join("", problems()))));
    }

    private Set<String> functionNames() {
        Set<String> names = new TreeSet<>();
        sources().forEach(code -> names.addAll(code.functions().keySet()));
        return names;
    }

    private synchronized List<String> problems() {
        return plugins.stream()
                .map(Plugin::problem)
                .filter(Objects::nonNull)
                .map(problem -> "; a plug-in cannot be loaded: " + problem)
                .toList();
    }

    /** One after the other, as far as they are needed. */
    private Stream<Code> sources() {
        return Stream.concat(Stream.of(builtIn()), plugins.stream().map(this::codeOf));
    }

    private synchronized Code codeOf(Plugin plugin) {
        return plugin.code();
    }

    private synchronized Code builtIn() {
        Code known = builtIn;
        if (known == null) {
            known = Code.of(own, json);
            builtIn = known;
        }
        return known;
    }
}
