package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CrashReportTests {

    @TempDir
    private Path scratch;

    @Test
    void nothingIsToldWithoutAReport() throws IOException {
        assertThat(CrashReport.head(scratch)).isNull();
        assertThat(CrashReport.head(scratch.resolve("gone"))).isNull();
        report("");
        assertThat(CrashReport.head(scratch)).isNull();
    }

    @Test
    void headEndsBeforeTheRegisters() throws IOException {
        report("#\n# SIGSEGV (0xb)\n#\n\nCurrent thread: main\nNative frames:\nV  [libjvm.so]\n\nRegisters:\nRAX=0\n");
        assertThat(CrashReport.head(scratch))
                .isEqualTo("#\n# SIGSEGV (0xb)\n#\n\nCurrent thread: main\nNative frames:\nV  [libjvm.so]");
    }

    @Test
    void longHeadIsCutAtTheEndOfALine() throws IOException {
        report("# " + "x".repeat(97) + "\n" + ("y".repeat(99) + "\n").repeat(100));
        assertThat(CrashReport.head(scratch)).hasSize(3999).startsWith("# x").endsWith("\n" + "y".repeat(99));
    }

    @Test
    void longLineIsCutBetweenCharacters() throws IOException {
        report("x" + "\uD83D\uDCA5".repeat(5000));
        assertThat(CrashReport.head(scratch)).hasSize(3999).endsWith("\uD83D\uDCA5");
        report("\u2603".repeat(5000));
        assertThat(CrashReport.head(scratch)).isEqualTo("\u2603".repeat(4000));
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws IOException {
        Files.write(scratch.resolve("hs_err.log"), new byte[] {'#', (byte) 0xC3, 0, 'x'});
        assertThat(CrashReport.head(scratch)).isEqualTo("#\uFFFD\uFFFDx");
    }

    @Test
    void whatIsNoFileIsNotRead() throws Exception {
        Files.createDirectory(scratch.resolve("hs_err.log"));
        assertThat(CrashReport.head(scratch)).isNull();
        Files.delete(scratch.resolve("hs_err.log"));
        Path elsewhere = Files.writeString(scratch.resolve("elsewhere"), "# secret");
        Files.createSymbolicLink(scratch.resolve("hs_err.log"), elsewhere);
        assertThat(CrashReport.head(scratch)).isNull();
        Files.delete(scratch.resolve("hs_err.log"));
        assumeThat(Path.of("/usr/bin/mkfifo")).isExecutable();
        new ProcessBuilder("mkfifo", scratch.resolve("hs_err.log").toString())
                .start()
                .waitFor();
        assertThat(CrashReport.head(scratch)).isNull();
    }

    private void report(String content) throws IOException {
        Files.writeString(scratch.resolve("hs_err.log"), content);
    }
}
