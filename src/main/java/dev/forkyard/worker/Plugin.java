package dev.forkyard.worker;

import dev.forkyard.protocol.Message.Probed;
import dev.forkyard.task.Function;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One plug-in: a JAR whose job types and functions are loaded when they are first asked for, so that a worker that has
 * nothing to do with it never runs a line of its code. For use by one thread at a time.
 */
final class Plugin {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private final Path jar;
    private final Json json;
    private @Nullable Code code;
    private @Nullable String problem;

    Plugin(Path jar, Json json) {
        this.jar = jar;
        this.json = json;
    }

    /** What it brings; nothing where it cannot be loaded, and then {@link #problem} says why. */
    Code code() {
        Code known = code;
        if (known == null) {
            known = load();
            code = known;
        }
        return known;
    }

    /** Why it cannot be loaded; absent where it can, or nobody has asked for its code yet. */
    @Nullable String problem() {
        return problem;
    }

    /**
     * Tells what is in it, having gone through what a worker runs of it by itself.
     *
     * @param builtIn what the names must differ from
     * @param contexts of tasks, by their numbers
     */
    Probed probe(Code builtIn, IntFunction<? extends TaskContext> contexts) {
        Code loaded = code();
        try {
            if (problem == null) {
                check(loaded, builtIn);
                Probed probed = new Probed(loaded.describeTypes(), loaded.describeFunctions(), "");
                loaded.types().values().forEach(type -> rehearse(type, contexts));
                return probed;
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            problem = words(e);
        }
        return new Probed(List.of(), List.of(), String.valueOf(problem));
    }

    private Code load() {
        try {
            new ZipFile(jar.toFile()).close(); // A class loader passes over what is none without a word.
            Code found = Code.of(new PluginLoader(jar), json);
            if (found.types().isEmpty() && found.functions().isEmpty()) {
                problem = "it names no class in META-INF/services/dev.forkyard.task.JobType, nor in "
                        + "META-INF/services/dev.forkyard.task.Function";
            }
            Map<String, Function> functions = new TreeMap<>();
            found.functions().forEach((name, function) -> functions.put(name, new PluginFunction(function)));
            return new Code(found.types(), functions, json);
        } catch (IOException e) {
            problem = "it is no JAR: " + e.getMessage();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            problem = words(e);
        }
        return new Code(Map.of(), Map.of(), json);
    }

    private static void check(Code loaded, Code builtIn) {
        loaded.types().keySet().forEach(name -> check("job type", name, builtIn.types()));
        loaded.functions().keySet().forEach(name -> check("function", name, builtIn.functions()));
        loaded.functions().values().forEach(Plugin::check);
    }

    private static void check(String kind, String name, Map<String, ?> builtIn) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException(
                    "its %s '%s' must be named by 1 to 100 lower-case letters, digits and hyphens, a letter first"
                            .formatted(kind, name));
        }
        if (builtIn.containsKey(name)) {
            throw new IllegalStateException("its %s '%s' has the name of a built-in one".formatted(kind, name));
        }
    }

    private static void check(Function function) {
        int parameters = function.parameters().size();
        if (parameters == 0 || function.example().size() != parameters) {
            throw new IllegalStateException(
                    "its function '%s' must have a parameter at least, and an example with an argument for each"
                            .formatted(function.name()));
        }
    }

    /** What is thrown here workers take in their stride; what ends or blocks the JVM they do not. */
    private static void rehearse(BoundJobType<?, ?, ?> type, IntFunction<? extends TaskContext> contexts) {
        try {
            type.link();
            type.warmUp();
            type.rehearse(contexts);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            Thread.interrupted();
            TaskOutput.terminal().println("forkyard worker: " + type.name() + " cannot warm up: " + e);
        }
    }

    private static String words(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
            root = root.getCause();
        }
        String message = StackTraces.message(thrown);
        return root == thrown ? message : message + ": " + root.getClass().getName() + ": " + StackTraces.message(root);
    }
}
