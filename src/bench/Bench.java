import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Compiles the harness beside this file, which is more than source mode takes at once, and runs it.
 *
 * <pre>./mvnw -q package -DskipTests && java src/bench/Bench.java [group ...] [--tiny | --huge]</pre>
 */
public final class Bench {

    private static final Path SOURCES = Path.of("src/bench/harness");

    private Bench() {}

    public static void main(String[] args) throws Throwable {
        System.exit(run(args));
    }

    private static int run(String... args) throws Throwable {
        Path classes = Files.createTempDirectory("forkyard-harness-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(classes)));
        compile(classes);
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return (int) loader.loadClass("harness.Main")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void compile(Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-encoding", "UTF-8", "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(SOURCES)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(SOURCES + " does not compile");
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(directory + " is left behind: " + e);
        }
    }
}
