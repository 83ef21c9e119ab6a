package dev.forkyard.jobtypes;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code test-warm}: one task that tells how its worker has warmed up. To warm up, a worker waits for the file that the
 * system property {@value #UNTIL} names, if it names one, and leaves {@link #waiting} there, and {@link #completed}; where it is
 * disturbed in that, {@link #disturbed}.
 */
public final class WarmTask implements JobType<WarmTask.Nothing, String, WarmTask.Warmth> {

    /** The system property with the file that the warm-up waits for. */
    public static final String UNTIL = "test.warm.until";

    private static int begun;
    private static int completed;

    /** No params. */
    public record Nothing() {}

    /**
     * How a worker has warmed up.
     *
     * @param begun how often it has begun to
     * @param completed how often that came to its end
     */
    public record Warmth(long pid, int begun, int completed) {}

    @Override
    public String name() {
        return "test-warm";
    }

    @Override
    public String description() {
        return "Tells how its worker has warmed up.";
    }

    @Override
    public List<Example<Nothing>> examples() {
        return List.of(new Example<>("one", new Nothing()));
    }

    @Override
    public void warmUp() throws InterruptedException {
        begun++;
        String until = System.getProperty(UNTIL);
        CountDownLatch never = new CountDownLatch(1);
        boolean waits = until != null;
        try {
            if (waits && !Files.exists(Path.of(until))) {
                leave(waiting(Path.of(until)));
            }
            while (waits && !Files.exists(Path.of(until))) {
                waits = !never.await(10, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            leave(disturbed(Path.of(until)));
            throw e;
        }
        if (until != null) {
            leave(completed(Path.of(until)));
            while (Files.exists(held(Path.of(until)))) {
                never.await(10, TimeUnit.MILLISECONDS);
            }
        }
        completed++;
    }

    /** The file that is left beside the one that a worker waited for when it has warmed up. */
    public static Path completed(Path until) {
        return until.resolveSibling(until.getFileName() + ".completed");
    }

    /** The file that is left beside the one that a worker waits for. */
    public static Path waiting(Path until) {
        return until.resolveSibling(until.getFileName() + ".waiting");
    }

    /** The file that is left beside the one that a worker waited for when it was disturbed. */
    public static Path disturbed(Path until) {
        return until.resolveSibling(until.getFileName() + ".disturbed");
    }

    /** As long as this file is there, beside the one that a worker waited for, its warm-up does not end. */
    public static Path held(Path until) {
        return until.resolveSibling(until.getFileName() + ".held");
    }

    private static void leave(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> split(Nothing params) {
        return List.of("");
    }

    @Override
    public Warmth run(String task, TaskContext context) {
        return new Warmth(ProcessHandle.current().pid(), begun, completed);
    }

    @Override
    public JobResult combine(Nothing params, List<Warmth> results) {
        return JobResult.of(results.get(0));
    }
}
