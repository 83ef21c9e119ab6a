package harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Python that times the same work on request, its pools started and warm; the one with NumPy, if there is one. */
final class Python implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/bench/python/on_request.py");
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Process process;
    private final String version;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Python(Process process, String version) {
        this.process = process;
        this.version = version;
    }

    static Python start(int workers) throws Exception {
        String interpreter = interpreter();
        if (interpreter.isEmpty()) {
            return new Python(null, "Python");
        }
        Process process = Programs.start(new ProcessBuilder(interpreter, SCRIPT.toString(), Integer.toString(workers))
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        var python = new Python(process, version(interpreter));
        var reader = new Thread(python::read);
        reader.setDaemon(true);
        reader.start();
        String ready = python.answers.poll(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!"ready".equals(ready)) {
            python.close();
            throw new IllegalStateException(SCRIPT + " does not start: " + ready);
        }
        return python;
    }

    private static String interpreter() throws Exception {
        Set<String> candidates = new LinkedHashSet<>();
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "python3"))
                .filter(Files::isExecutable)
                .forEach(path -> candidates.add(path.toString()));
        List<String> working = new ArrayList<>();
        for (String candidate : candidates) {
            try {
                if (Programs.lines(
                                LOOK_LIMIT, candidate, "-c", "import importlib.util as u; print(u.find_spec('numpy'))")
                        .stream()
                        .noneMatch("None"::equals)) {
                    return candidate;
                }
                working.add(candidate);
            } catch (NotMeasured e) {
                // A name without a Python behind it; the next may be one.
                continue;
            }
        }
        return working.isEmpty() ? "" : working.get(0);
    }

    private static String version(String interpreter) throws Exception {
        return Programs.lines(LOOK_LIMIT, interpreter, "--version").get(0);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException e) {
            answers.add("missing " + e.getMessage());
        }
    }

    String version() {
        return version;
    }

    /**
     * Has it do something once.
     *
     * @param work what the script understands, with its arguments
     * @throws NotMeasured if it cannot, or takes too long
     */
    double seconds(String work, Duration limit) throws Exception {
        if (process == null || !process.isAlive()) {
            throw new NotMeasured("Python is not installed, or has ended");
        }
        var out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out.println(work);
        String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            Programs.stop(process);
            throw new NotMeasured("Python took longer than " + limit.toSeconds() + " s");
        }
        if (answer.startsWith("missing ")) {
            throw new NotMeasured(answer.substring("missing ".length()));
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        if (process != null) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                System.err.println("Python has ended by itself: " + e);
            }
            Programs.stop(process);
        }
    }
}
