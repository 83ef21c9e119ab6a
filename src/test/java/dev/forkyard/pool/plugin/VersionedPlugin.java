package dev.forkyard.pool.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A plug-in that tells its version. Its job type {@code versioned} has tasks that wait for a file each, and tell the version
 * and the process; its function {@code version} tells the same. Each JVM that loads the job type adds its process id to a
 * file.
 */
public final class VersionedPlugin {

    private static final String HELPER = """
            package versioned;
            final class Helper {
                static final String VERSION = "VERSION_HERE";
                static long pid() { return ProcessHandle.current().pid(); }
            }
            """;

    private static final String TYPE = """
            package versioned;
            import dev.forkyard.task.Example;
            import dev.forkyard.task.JobResult;
            import dev.forkyard.task.JobType;
            import dev.forkyard.task.Param;
            import dev.forkyard.task.TaskContext;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.util.List;
            import java.util.Map;
            public final class Versioned implements JobType<Versioned.Params, String, Versioned.Seen> {
                static {
                    try {
                        Files.writeString(Path.of("LOADERS_HERE"), Helper.pid() + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                public record Params(@Param(description = "Files to wait for.", minItems = 1) List<String> files) {}
                public record Seen(String version, long pid) {}
                public String name() { return "versioned"; }
                public String description() { return "Tells its version."; }
                public List<Example<Params>> examples() { return List.of(new Example<>("one", new Params(List.of("/")))); }
                public List<String> split(Params params) { return params.files(); }
                public Seen run(String file, TaskContext context) throws Exception {
                    System.out.println("version " + Helper.VERSION);
                    while (!Files.exists(Path.of(file))) {
                        Thread.sleep(20);
                    }
                    return new Seen(Helper.VERSION, Helper.pid());
                }
                public JobResult combine(Params params, List<Seen> seen) {
                    return JobResult.of(Map.of("seen", seen, "combinedBy", Helper.VERSION));
                }
            }
            """;

    private static final String FUNCTION = """
            package versioned;
            import dev.forkyard.task.Function;
            import dev.forkyard.task.Parameter;
            import dev.forkyard.task.TaskContext;
            import java.util.List;
            public final class Version implements Function {
                public String name() { return "version"; }
                public String description() { return "The version."; }
                public List<Parameter> parameters() { return List.of(Parameter.string("x", "Anything.")); }
                public List<Object> example() { return List.of("a"); }
                public Object apply(List<Object> arguments, TaskContext context) {
                    return Helper.VERSION + " " + Thread.currentThread().getContextClassLoader().getName();
                }
            }
            """;

    private VersionedPlugin() {}

    /**
     * One that tells this version.
     *
     * @param loaders the file with the process ids
     */
    public static Path jar(PluginJars jars, String version, Path loaders) throws IOException {
        return jars.of(
                Map.of(
                        "versioned/Helper.java", HELPER.replace("VERSION_HERE", version),
                        "versioned/Versioned.java", TYPE.replace("LOADERS_HERE", loaders.toString()),
                        "versioned/Version.java", FUNCTION),
                List.of("versioned.Versioned"),
                List.of("versioned.Version"));
    }

    /** One that has a function {@code other-version}, by a class {@code versioned.Helper} of its own. */
    public static Path other(PluginJars jars, String version) throws IOException {
        return jars.of(
                Map.of(
                        "versioned/Helper.java", HELPER.replace("VERSION_HERE", version),
                        "versioned/Version.java", FUNCTION.replace("\"version\"", "\"other-version\"")),
                List.of(),
                List.of("versioned.Version"));
    }
}
