package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files of one job, as one attempt at one of its tasks uses them. Safe for use by any thread of the task. */
final class JobFiles {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    private final Path jobs;
    private final String job;
    private final String prefix;

    @GuardedBy("this") private final List<Path> written = new ArrayList<>();

    /**
     * @param jobs where each job has a directory of its own
     * @param prefix what the names of the attempt's files begin with, and of nobody else's
     */
    JobFiles(Path jobs, String job, String prefix) {
        this.jobs = jobs;
        this.job = job;
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException if a file cannot be named so */
    synchronized Path newFile(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a file cannot be named '" + name
                    + "': that takes up to 60 letters, digits, dots, hyphens and underscores");
        }
        Path file = directory().resolve(prefix + name);
        try {
            Files.createDirectories(directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.add(file);
        return file;
    }

    /** @throws IllegalArgumentException if no file has that name */
    Path file(String name) {
        Path file = directory().resolve(name);
        if (!directory().equals(file.normalize().getParent())
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("the job has no file '" + name + "'");
        }
        return file;
    }

    /** Forces to the disk what the attempt has written. */
    synchronized void sync() throws IOException {
        if (written.isEmpty()) {
            return;
        }
        for (Path file : written) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                force(file);
            }
        }
        force(directory());
        force(jobs);
    }

    private Path directory() {
        return jobs.resolve(job);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
