package dev.forkyard.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The directory that tasks write into: their scratch directory, the temporary and the current one. It is emptied after each
 * task. For use by the thread that runs the tasks.
 *
 * <p>Most tasks leave nothing, so that looking must cost little: a directory that was empty, and whose time of modification
 * was not quite recent even then, is empty still if that time is the same. The file system may stamp what happens within one
 * tick of the kernel's clock alike, which is why a recent time proves nothing.
 */
final class ScratchDirectory {

    private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final File directory;
    private long emptySince;

    ScratchDirectory(Path directory) {
        this.directory = directory.toFile();
    }

    /** Removes all that is there, also what its owner was denied. */
    void empty() {
        long modified = directory.lastModified();
        if (modified != 0 && modified == emptySince) {
            return;
        }
        boolean recent = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - modified) < RECENT_NANOS;
        String[] names = directory.list();
        if (names != null && names.length == 0) {
            emptySince = recent ? 0 : modified;
            return;
        }
        emptySince = 0;
        Path root = directory.toPath();
        try {
            Files.createDirectories(root); // A task can have removed it, and the next needs it.
            empty(root);
        } catch (IOException | DirectoryIteratorException e) {
            tell(root, e);
        }
    }

    private static void empty(Path directory) throws IOException {
        File file = directory.toFile();
        boolean unused = file.setReadable(true) && file.setWritable(true) && file.setExecutable(true);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                delete(entry);
            }
        }
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                empty(path);
            }
            Files.deleteIfExists(path);
        } catch (IOException | DirectoryIteratorException e) {
            tell(path, e);
        }
    }

    private static void tell(Path path, Exception e) {
        TaskOutput.terminal().println("forkyard worker: cannot empty " + path + ": " + e);
    }
}
