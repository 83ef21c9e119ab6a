package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTests {

    @TempDir
    private Path parent;

    @Test
    void allThatWasLeftIsRemoved() throws IOException {
        Path scratch = Files.createDirectory(parent.resolve("scratch"));
        Path outside = Files.createDirectory(parent.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Files.writeString(Files.createDirectories(scratch.resolve("a/b")).resolve("c"), "d");
        Files.writeString(scratch.resolve(".hidden"), "");
        Files.createSymbolicLink(scratch.resolve("link"), outside);
        new ScratchDirectory(scratch).empty();
        assertThat(scratch).isEmptyDirectory();
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void fileIsSeenHoweverSoonItComesAfterALook() throws IOException {
        Path scratch = Files.createDirectory(parent.resolve("scratch"));
        Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minusSeconds(60)));
        ScratchDirectory directory = new ScratchDirectory(scratch);
        for (int i = 0; i < 3_000; i++) {
            directory.empty();
            directory.empty();
            Files.createFile(scratch.resolve("left-" + i));
            directory.empty();
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @Test
    void directoryThatATaskRemovedIsThereAgain() {
        Path scratch = parent.resolve("scratch");
        new ScratchDirectory(scratch).empty();
        assertThat(scratch).isEmptyDirectory();
    }
}
