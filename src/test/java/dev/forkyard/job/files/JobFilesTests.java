package dev.forkyard.job.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Representation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobFilesTests {

    private static final UUID JOB = new UUID(1, 2);
    private static final UUID OTHER = new UUID(3, 4);

    @TempDir
    private Path root;

    @Test
    void ofAnEndedJobOnlyWhatItsResultOffersIsKept() throws IOException {
        Path kept = write(JOB, "kept.txt");
        Path dropped = write(JOB, "dropped.bin");
        Path nested = write(JOB, "directory/file");
        Path other = write(OTHER, "file");

        JobFiles files = new JobFiles(root);
        files.keepOnly(JOB, List.of(Representation.ofString("text/plain", "/a"), file("kept.txt")));
        files.close();

        assertThat(kept).exists();
        assertThat(dropped).doesNotExist();
        assertThat(nested.getParent()).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void jobThatOffersNoFileKeepsNoDirectory() throws IOException {
        write(JOB, "a");

        JobFiles files = new JobFiles(root);
        files.keepOnly(JOB, List.of());
        files.keepOnly(OTHER, List.of());
        files.close();

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void symbolicLinkIsRemovedAndNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("file"), "precious");
        Files.createDirectory(root.resolve(JOB.toString()));
        Files.createSymbolicLink(root.resolve(JOB.toString()).resolve("link"), elsewhere);

        JobFiles files = new JobFiles(root);
        files.delete(JOB);
        files.close();

        assertThat(root.resolve(JOB.toString())).doesNotExist();
        assertThat(file).exists();
    }

    @Test
    void findsFilesOfTheJobOnly() throws IOException {
        Path file = write(JOB, "digits.txt");
        write(OTHER, "secret.txt");
        Files.createSymbolicLink(root.resolve(JOB.toString()).resolve("link"), root.resolve(OTHER + "/secret.txt"));

        try (JobFiles files = new JobFiles(root)) {
            assertThat(files.find(JOB, "digits.txt")).contains(file);
            assertThat(files.find(JOB, "missing.txt")).isEmpty();
            assertThat(files.find(JOB, "../" + OTHER + "/secret.txt")).isEmpty();
            assertThat(files.find(JOB, root.resolve(OTHER + "/secret.txt").toString()))
                    .isEmpty();
            assertThat(files.find(JOB, "link")).isEmpty();
            assertThat(files.find(JOB, ".")).isEmpty();
        }
    }

    @Test
    void sweepRemovesWhatAnEarlierRunLeft() throws IOException {
        UUID running = new UUID(5, 6);
        Path kept = write(JOB, "kept");
        Path dropped = write(JOB, "dropped");
        Path forgotten = write(OTHER, "forgotten");
        Path needed = write(running, "needed");
        Path foreign = Files.writeString(root.resolve("not-a-job"), "");

        JobFiles files = new JobFiles(root);
        files.sweep(id -> {
            if (id.equals(running)) {
                return Optional.empty();
            }
            return Optional.of(id.equals(JOB) ? List.of(file("kept")) : List.of());
        });
        files.close();

        assertThat(kept).exists();
        assertThat(dropped).doesNotExist();
        assertThat(forgotten.getParent()).doesNotExist();
        assertThat(needed).exists();
        assertThat(foreign).exists();
    }

    @Test
    void sweepOfNothingIsHarmless() {
        JobFiles files = new JobFiles(root.resolve("missing"));
        files.sweep(id -> Optional.of(List.of()));
        files.close();

        assertThat(root.resolve("missing")).doesNotExist();
    }

    private static Representation file(String name) {
        return Representation.ofFile("text/plain", name);
    }

    private Path write(UUID job, String name) throws IOException {
        Path file = root.resolve(job.toString()).resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }
}
