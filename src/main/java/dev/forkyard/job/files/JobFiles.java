package dev.forkyard.job.files;

import dev.forkyard.engine.Representation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of all jobs, a directory for each job that has any. Safe for use by any thread. Files are removed on a thread
 * of its own, one job after the other; what cannot be removed is told in the log, and tried again when the service starts.
 */
public final class JobFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobFiles.class.getName());

    private final Path root;
    private final ExecutorService remover = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "job-files");
        thread.setDaemon(true);
        return thread;
    });

    /** @param root has the jobs' directories, named after their ids; need not exist */
    public JobFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** A file that a job offers; empty if it is not there, or is no plain file in the job's own directory. */
    public Optional<Path> find(UUID job, String name) {
        Path directory = directory(job);
        Path file = directory.resolve(name).normalize();
        boolean own = directory.equals(file.getParent()) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return own ? Optional.of(file) : Optional.empty();
    }

    /** A job has ended: of its files those stay that its result offers. */
    public void keepOnly(UUID job, List<Representation> representations) {
        remover.execute(() -> clear(job, names(representations)));
    }

    /** A job is gone, and so are its files. */
    public void delete(UUID job) {
        remover.execute(() -> clear(job, Set.of()));
    }

    /**
     * Removes what an earlier run of the service left: the files of jobs that have ended since, or are gone.
     *
     * @param offers what the result of a job offers, empty for a job that is not known; absent for one that is not final
     */
    public void sweep(Function<UUID, Optional<List<Representation>>> offers) {
        remover.execute(() -> {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
                for (Path directory : directories) {
                    id(directory).ifPresent(job -> offers.apply(job).ifPresent(kept -> clear(job, names(kept))));
                }
            } catch (NoSuchFileException e) {
                LOG.log(System.Logger.Level.DEBUG, "No job has left files");
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Files of jobs that have ended may be left in " + root, e);
            }
        });
    }

    /** Lets the removals that were asked for come to their end. */
    @Override
    public void close() {
        remover.shutdown();
        try {
            if (!remover.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.INFO, "Some files of jobs are left to the next start to remove.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path directory(UUID job) {
        return root.resolve(job.toString());
    }

    private static Set<String> names(List<Representation> representations) {
        return representations.stream()
                .map(Representation::file)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Optional<UUID> id(Path directory) {
        String name = String.valueOf(directory.getFileName());
        try {
            return Optional.of(UUID.fromString(name)).filter(id -> id.toString().equals(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void clear(UUID job, Set<String> kept) {
        Path directory = directory(job);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            clear(directory, kept);
            if (kept.isEmpty()) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Files of the job {0} cannot be removed: {1}", job, e);
        }
    }

    private static void clear(Path directory, Set<String> kept) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (kept.contains(String.valueOf(entry.getFileName()))) {
                    continue;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    clear(entry, Set.of());
                }
                Files.deleteIfExists(entry);
            }
        }
    }
}
