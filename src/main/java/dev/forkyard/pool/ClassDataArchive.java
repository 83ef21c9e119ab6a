package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The archive of loaded classes from which workers start fast. Made by a worker that describes its job types and stops, and
 * kept beside the JARs it belongs to, under a name that depends on where these are and on the JVM's options, since the JVM
 * passes over one that was made for others.
 */
final class ClassDataArchive {

    private static final System.Logger LOG = System.getLogger(ClassDataArchive.class.getName());

    /** How long the worker may take to write the archive and end. */
    private static final Duration DUMP = Duration.ofSeconds(60);

    private final PoolProperties properties;
    private final Path file;

    ClassDataArchive(WorkerClassPath classPath, PoolProperties properties) {
        this.properties = properties;
        int fit = Objects.hash(classPath.asArgument(), properties.jvmOptions());
        this.file = classPath.directory().resolve("classes-" + HexFormat.of().toHexDigits(fit) + ".jsa");
    }

    /** The archive; made now unless it is there. Empty, with a warning in the log, where this JVM cannot make one. */
    Optional<Path> prepare(WorkerLauncher launcher) throws InterruptedException {
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        Path draft = file.resolveSibling("draft-" + UUID.randomUUID() + ".jsa");
        try {
            Death death = record(launcher, draft);
            if (!Files.isRegularFile(draft)) {
                throw new WorkerStartException(
                        "the JVM left none. " + death.toFailure().message());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(file);
        } catch (WorkerStartException | IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No class-data archive could be made, so workers start more slowly: {0}",
                    e.getMessage());
            return Optional.empty();
        } finally {
            draft.toFile().delete();
        }
    }

    private Death record(WorkerLauncher launcher, Path draft)
            throws WorkerStartException, IOException, InterruptedException {
        Worker worker = launcher.launchArchiving(draft);
        try {
            worker.watch(new UnownedWorker("archiving"));
            worker.ready().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            worker.describe().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            worker.stop(DUMP);
            return worker.death().get(2 * DUMP.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new WorkerStartException(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()), e);
        } catch (TimeoutException e) {
            throw new WorkerStartException("the worker that was to make it took too long", e);
        } finally {
            worker.end(Death.Cause.order("the archive is made"));
            Directories.delete(worker.process().directory());
        }
    }
}
