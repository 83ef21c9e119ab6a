package harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes and temporary directories of this run, all of which are gone when it ends. */
final class Programs {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();
    private static final Duration GRACE = Duration.ofSeconds(20);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            RUNNING.forEach(Programs::stop);
            DIRECTORIES.forEach(Programs::delete);
        }));
    }

    private Programs() {}

    static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        RUNNING.add(process);
        process.onExit().thenAccept(RUNNING::remove);
        return process;
    }

    /** Ends a process, by force if it does not end by itself. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The lines that a program prints.
     *
     * @throws NotMeasured if it cannot be started, fails or takes too long
     */
    static List<String> lines(Duration limit, String... command) throws IOException, InterruptedException, NotMeasured {
        File out = Files.createTempFile(directory("output"), "out", ".txt").toFile();
        Process process;
        try {
            process =
                    start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out));
        } catch (IOException e) {
            throw new NotMeasured(command[0] + " is not installed");
        }
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new NotMeasured(name(command) + " took longer than " + limit.toSeconds() + " s");
        }
        List<String> lines = Files.readAllLines(out.toPath());
        delete(out.toPath().getParent());
        if (process.exitValue() != 0) {
            throw new NotMeasured(name(command) + " fails: "
                    + String.join(" ", lines.stream().limit(3).toList()));
        }
        return lines;
    }

    private static String name(String... command) {
        return Path.of(command[0]).getFileName().toString();
    }

    static Path directory(String purpose) throws IOException {
        Path directory = Files.createTempDirectory("forkyard-bench-" + purpose + "-");
        DIRECTORIES.add(directory);
        return directory;
    }

    static void delete(Path directory) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.sorted((a, b) -> b.compareTo(a)).forEach(files::add);
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            DIRECTORIES.remove(directory);
        } catch (IOException e) {
            System.err.println(directory + " is left behind: " + e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
