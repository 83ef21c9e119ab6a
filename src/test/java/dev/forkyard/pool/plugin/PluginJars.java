package dev.forkyard.pool.plugin;

import dev.forkyard.task.JobType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes plug-ins as their authors do: compiled against the task API alone, packed, and moved to where they are wanted. */
public final class PluginJars {

    private static final String SERVICES = "META-INF/services/dev.forkyard.task.";

    private final Path directory;

    /** @param directory for what is made on the way */
    public PluginJars(Path directory) {
        this.directory = directory;
    }

    /** The example of a project, as it is in the repository. */
    public Path example(String project) throws IOException {
        Path root = Path.of("examples", project, "src", "main");
        Map<String, String> sources = new TreeMap<>();
        for (Path source : files(root.resolve("java"))) {
            sources.put(root.resolve("java").relativize(source).toString(), Files.readString(source));
        }
        Map<String, byte[]> entries = compile(sources);
        for (Path resource : files(root.resolve("resources"))) {
            entries.put(root.resolve("resources").relativize(resource).toString(), Files.readAllBytes(resource));
        }
        return pack(entries);
    }

    /**
     * A JAR of these classes.
     *
     * @param sources by the names of their files
     * @param jobTypes names of classes
     * @param functions names of classes
     */
    public Path of(Map<String, String> sources, List<String> jobTypes, List<String> functions) throws IOException {
        Map<String, byte[]> entries = compile(sources);
        entries.put(SERVICES + "JobType", String.join("\n", jobTypes).getBytes(StandardCharsets.UTF_8));
        entries.put(SERVICES + "Function", String.join("\n", functions).getBytes(StandardCharsets.UTF_8));
        return pack(entries);
    }

    /** The same without one of the classes. */
    public Path without(String className, Map<String, String> sources, List<String> functions) throws IOException {
        Map<String, byte[]> entries = compile(sources);
        entries.remove(className.replace('.', '/') + ".class");
        entries.put(SERVICES + "Function", String.join("\n", functions).getBytes(StandardCharsets.UTF_8));
        return pack(entries);
    }

    /** A JAR with one function, which gives back what the expression of its argument {@code x} does. */
    public Path function(String name, String initializer, String expression) throws IOException {
        return of(
                Map.of("one/Only.java", functionSource(name, initializer, expression)), List.of(), List.of("one.Only"));
    }

    /** Source of the class {@code one.Only}. */
    public static String functionSource(String name, String initializer, String expression) {
        return """
                package one;
                import dev.forkyard.task.Function;
                import dev.forkyard.task.Parameter;
                import dev.forkyard.task.TaskContext;
                import java.util.List;
                public final class Only implements Function {
                    static { %s }
                    public String name() { return "%s"; }
                    public String description() { return "A function."; }
                    public List<Parameter> parameters() { return List.of(Parameter.string("x", "Anything.")); }
                    public List<Object> example() { return List.of("a"); }
                    public Object apply(List<Object> arguments, TaskContext context) throws Exception {
                        String x = (String) arguments.get(0);
                        return %s;
                    }
                }
                """.formatted(initializer, name, expression);
    }

    /** Moves a file there at once, as {@code mv} does. */
    public static void move(Path file, Path to) throws IOException {
        Path near = to.resolveSibling(to.getFileName() + ".part");
        Files.copy(file, near, StandardCopyOption.REPLACE_EXISTING);
        Files.move(near, to, StandardCopyOption.ATOMIC_MOVE);
    }

    public static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, byte[]> compile(Map<String, String> sources) throws IOException {
        if (sources.isEmpty()) {
            return new TreeMap<>();
        }
        Path out = Files.createTempDirectory(directory, "classes");
        List<Source> units = sources.entrySet().stream()
                .map(each -> new Source(each.getKey(), each.getValue()))
                .toList();
        StringWriter said = new StringWriter();
        List<String> options = List.of("--release", "17", "-cp", taskApi().toString(), "-d", out.toString());
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, units)
                .call();
        if (!done) {
            throw new IllegalArgumentException(said.toString());
        }
        Map<String, byte[]> entries = new TreeMap<>();
        for (Path file : files(out)) {
            entries.put(out.relativize(file).toString(), Files.readAllBytes(file));
        }
        return entries;
    }

    /** A directory with the classes of the task API and nothing else. */
    private Path taskApi() throws IOException {
        Path api = directory.resolve("task-api");
        Path classes = api.resolve("dev/forkyard/task");
        if (!Files.isDirectory(classes)) {
            Files.createDirectories(classes);
            for (Path each : files(codeSource().resolve("dev/forkyard/task"))) {
                Files.copy(each, classes.resolve(each.getFileName()));
            }
        }
        return api;
    }

    private static Path codeSource() {
        try {
            return Path.of(JobType.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path pack(Map<String, byte[]> entries) throws IOException {
        Path jar = Files.createTempFile(directory, "packed", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey().replace('\\', '/')));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
