package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunDirectoryTests {

    @Test
    void leftoversOfDeadProcessesAreRemovedAndNothingElse() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Path dead = make("forkyard-" + process.pid() + "-1");
        Files.writeString(Files.createDirectories(dead.resolve("worker-1.1/a")).resolve("b"), "c");
        Path alive = make("forkyard-" + ProcessHandle.current().pid() + "-mine");
        Path absurd = make("forkyard-" + "9".repeat(30) + "-1");
        Path other = make("forkyard-report-1");
        try {
            RunDirectory directory = RunDirectory.create(null);
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(absurd).exists();
            assertThat(other).exists();
            assertThat(directory.path()).isEmptyDirectory();
            directory.delete();
            assertThat(directory.path()).doesNotExist();
        } finally {
            Directories.delete(alive);
            Directories.delete(absurd);
            Directories.delete(other);
        }
    }

    @Test
    void directoryIsRemovedThoughOthersRemoveItToo(@TempDir Path parent) throws Exception {
        for (int round = 0; round < 20; round++) {
            Path tree = parent.resolve("tree" + round);
            for (int i = 0; i < 100; i++) {
                Files.writeString(Files.createDirectories(tree.resolve("d" + i)).resolve("f"), "x");
            }
            Thread other = new Thread(() -> {
                try {
                    Directories.delete(tree);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            other.start();
            Directories.delete(tree);
            other.join();
            assertThat(tree).doesNotExist();
        }
    }

    @Test
    void linksAreRemovedAndNotFollowed(@TempDir Path parent) throws IOException {
        Path kept =
                Files.writeString(Files.createDirectory(parent.resolve("kept")).resolve("file"), "x");
        Path tree = Files.createDirectory(parent.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept.getParent());
        Files.createSymbolicLink(tree.resolve("dangling"), parent.resolve("nowhere"));
        Directories.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(kept).exists();
        Directories.delete(tree);
    }

    private static Path make(String name) throws IOException {
        return Files.createDirectories(RunDirectories.PARENT.resolve(name));
    }
}
