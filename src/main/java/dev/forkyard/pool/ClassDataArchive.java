package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The archive of loaded classes from which workers start fast. Made by a worker that describes its job types and stops, and
 * kept beside the JARs it belongs to, so that it fits exactly that JVM and class path.
 */
final class ClassDataArchive {

    private static final System.Logger LOG = System.getLogger(ClassDataArchive.class.getName());
    private static final long STOP_SECONDS = 60;

    private final Path file;

    ClassDataArchive(WorkerClassPath classPath) {
        this.file = classPath.directory().resolve("classes.jsa");
    }

    /** The archive; made now unless it is there. Empty, with a warning in the log, where this JVM cannot make one. */
    Optional<Path> prepare(WorkerLauncher launcher, PoolProperties properties) throws InterruptedException {
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        try {
            Path draft = file.resolveSibling("classes-" + ProcessHandle.current().pid() + ".jsa.draft");
            String words = record(launcher, draft, properties);
            if (!Files.isRegularFile(draft)) {
                throw new WorkerStartException("the JVM left no archive" + (words.isEmpty() ? "" : ": " + words));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(file);
        } catch (WorkerStartException | IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No class-data archive could be made, so workers start more slowly: {0}",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static String record(WorkerLauncher launcher, Path draft, PoolProperties properties)
            throws WorkerStartException, IOException, InterruptedException {
        Worker worker = launcher.launchArchiving(draft);
        try {
            worker.watch(new Unowned());
            worker.describe().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            worker.stop();
            if (!worker.awaitExit(STOP_SECONDS)) {
                throw new WorkerStartException("the JVM did not finish its archive within " + STOP_SECONDS + " s");
            }
            return "";
        } catch (ExecutionException | TimeoutException e) {
            throw new WorkerStartException(String.valueOf(e.getMessage()), e);
        } finally {
            worker.kill();
            Directories.delete(worker.scratch());
        }
    }

    /** Nobody waits for what this worker does besides. */
    private static final class Unowned implements Worker.Owner {

        @Override
        public void onFinished(Worker worker, Assignment.End end) {
            end.tell();
        }

        @Override
        public void onDeath(Worker worker, Death death, Assignment.End lost) {
            LOG.log(System.Logger.Level.DEBUG, "The archiving worker ended: {0}", Death.describe(death.exitCode()));
        }
    }
}
