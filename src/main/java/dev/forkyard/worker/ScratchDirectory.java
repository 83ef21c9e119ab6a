package dev.forkyard.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
        if (names != null && names.length == 0) {
            return;
        }
        Path root = directory.toPath();
        try {
            Files.createDirectories(root); // A task can have removed it, and the next needs it.
            for (Path each : list(root)) {
                delete(each);
            }
        } catch (IOException | UncheckedIOException e) {
            tell(root, e);
        }
    }

    /** Names that are no text in this locale, which a process may have given, are left as they are in a path alone. */
    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            tell(path, e);
        }
    }

    private static void tell(Path path, Exception e) {
        TaskOutput.terminal().println("forkyard worker: cannot empty " + path + ": " + e);
    }
}
