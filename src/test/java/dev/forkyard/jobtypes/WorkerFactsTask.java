package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.Param;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code test-worker-facts}: tasks that tell what they see of the JVM they run in. The job's result is
 * {@code {"workers":[…]}} with the {@link Facts} of each task.
 */
public final class WorkerFactsTask
        implements JobType<WorkerFactsTask.Params, WorkerFactsTask.Params, WorkerFactsTask.Facts> {

    /** What to tell besides. */
    public record Params(
            @Param(description = "How many tasks.", min = 1, max = 10_000, defaultValue = "1")
            int count,

            @Param(description = "System properties to read.", maxItems = 100, defaultValue = "[]")
            List<String> properties,

            @Param(description = "Classes to look for.", maxItems = 100, defaultValue = "[]")
            List<String> classes) {}

    /**
     * What a task sees.
     *
     * @param environment names of the environment's variables
     * @param stdinAtEnd whether nothing can be read from standard input
     * @param scratchDirectory where it may write; a file is left there
     * @param workingDirectory where the JVM was started
     * @param allowedCores as Linux tells them, such as {@code 0-1}
     * @param properties the system properties that have a value
     * @param loadable which of the classes can be loaded
     */
    public record Facts(
            String job,
            int index,
            int attempt,
            long pid,
            long parentPid,
            String javaVersion,
            List<String> environment,
            boolean stdinAtEnd,
            String scratchDirectory,
            String workingDirectory,
            String classPath,
            Optional<String> allowedCores,
            long maxHeapBytes,
            Map<String, String> properties,
            List<String> loadable) {}

    /** The facts of all tasks. */
    public record AllFacts(List<Facts> workers) {}

    @Override
    public String name() {
        return "test-worker-facts";
    }

    @Override
    public String description() {
        return "Tells about its worker.";
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(new Example<>("plain", new Params(1, List.of(), List.of())));
    }

    @Override
    public List<Params> split(Params params) {
        return Collections.nCopies(params.count(), params);
    }

    @Override
    public Facts run(Params params, TaskContext context) throws IOException {
        Path scratch = context.scratchDirectory();
        Files.writeString(Files.createDirectories(scratch.resolve("deep/er")).resolve("left.txt"), "left behind");
        Map<String, String> properties = new TreeMap<>();
        for (String each : params.properties()) {
            Optional.ofNullable(System.getProperty(each)).ifPresent(value -> properties.put(each, value));
        }
        return new Facts(
                context.job(),
                context.index(),
                context.attempt(),
                ProcessHandle.current().pid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L),
                System.getProperty("java.version"),
                System.getenv().keySet().stream().sorted().toList(),
                System.in.read() < 0,
                scratch.toString(),
                System.getProperty("user.dir"),
                System.getProperty("java.class.path"),
                allowedCores(),
                Runtime.getRuntime().maxMemory(),
                properties,
                params.classes().stream().filter(WorkerFactsTask::isLoadable).toList());
    }

    private static Optional<String> allowedCores() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        String name = "Cpus_allowed_list:";
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    private static boolean isLoadable(String name) {
        try {
            Class.forName(name, false, WorkerFactsTask.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public JobResult combine(Params params, List<Facts> results) {
        return JobResult.of(new AllFacts(results));
    }
}
