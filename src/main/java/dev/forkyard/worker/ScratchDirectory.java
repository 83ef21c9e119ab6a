package dev.forkyard.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory that tasks write into: their scratch directory, the temporary and the current one. It is emptied after each
 * task. For use by the thread that runs the tasks.
 */
final class ScratchDirectory {

    private final File directory;

    ScratchDirectory(Path directory) {
        this.directory = directory.toFile();
    }

    /** Removes all that is there; most tasks leave nothing, so that looking must cost little. */
    void empty() {
        String[] names = directory.list();
        if (names == null || names.length == 0) {
            return;
        }
        for (String name : names) {
            delete(directory.toPath().resolve(name));
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            TaskOutput.terminal().println("forkyard worker: cannot remove " + path + ": " + e);
        }
    }
}
