package dev.forkyard.worker;

import dev.forkyard.protocol.Message.Probed;
import dev.forkyard.task.Function;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One plug-in: a JAR whose job types and functions are loaded when they are first asked for, so that a worker that has
 * nothing to do with it never runs a line of its code. For use by one thread at a time.
 */
final class Plugin {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private static final int MOST_CAUSES = 4;

    /** Longest of all that is told of what is in it, in characters. */
    private static final long LONGEST = 1 << 20;

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
            String wrong = Objects.requireNonNullElseGet(problem, () -> wrong(loaded, builtIn));
            if (wrong.isEmpty()) {
                Probed probed = new Probed(loaded.describeTypes(), loaded.describeFunctions(), "");
                loaded.types().values().forEach(type -> rehearse(type, contexts));
                return probed.toString().length() <= LONGEST
                        ? probed
                        : broken("it describes itself in more than " + LONGEST + " characters");
            }
            return broken(wrong);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return broken(words(e));
        }
    }

    private static Probed broken(String problem) {
        return new Probed(List.of(), List.of(), problem);
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

    private static String wrong(Code loaded, Code builtIn) {
        Stream<String> names = Stream.concat(
                loaded.types().keySet().stream().map(each -> wrong("job type", each, builtIn.types())),
                loaded.functions().keySet().stream().map(each -> wrong("function", each, builtIn.functions())));
        return Stream.concat(names, loaded.functions().values().stream().map(Plugin::wrong))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String wrong(String kind, String name, Map<String, ?> builtIn) {
        if (!NAME.matcher(name).matches()) {
            return "its %s '%s' must be named by 1 to 100 lower-case letters, digits and hyphens, a letter first"
                    .formatted(kind, name);
        }
        return builtIn.containsKey(name) ? "its %s '%s' has the name of a built-in one".formatted(kind, name) : "";
    }

    private static String wrong(Function function) {
        int parameters = function.parameters().size();
        boolean right = parameters > 0 && function.example().size() == parameters;
        return right
                ? ""
                : "its function '%s' must have a parameter at least, and an example with an argument for each"
                        .formatted(function.name());
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
        StringBuilder words = new StringBuilder("it cannot be loaded: ").append(StackTraces.message(thrown));
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            words.append(": ").append(cause.getClass().getName()).append(": ").append(StackTraces.message(cause));
            cause = cause.getCause();
        }
        return words.toString();
    }
}
