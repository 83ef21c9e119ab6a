package dev.forkyard.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that look like those in which Linux tells about itself. */
record LaidOutFiles(Path root) {

    Path proc() {
        return root.resolve("proc");
    }

    Path mounts() {
        return root.resolve("sys/fs/cgroup");
    }

    /** Makes the file, or overwrites it. */
    LaidOutFiles with(String path, String content) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
