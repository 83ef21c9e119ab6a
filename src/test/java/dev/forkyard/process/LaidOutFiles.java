package dev.forkyard.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that look like those in which Linux tells about itself. */
public record LaidOutFiles(Path root) {

    public Path proc() {
        return root.resolve("proc");
    }

    public Path mounts() {
        return root.resolve("sys/fs/cgroup");
    }

    /** Makes the file, or overwrites it. */
    public LaidOutFiles with(String path, String content) {
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
