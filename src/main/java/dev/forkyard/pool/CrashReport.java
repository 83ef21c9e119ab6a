package dev.forkyard.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a JVM has written about its own crash, the file known as hs_err. */
final class CrashReport {

    /** The file's name in the worker's directory. */
    static final String FILE = "hs_err.log";

    private static final int LONGEST = 4_000;

    private CrashReport() {}

    /** Its head, which names the signal, the JVM and the frame, in at most 4,000 characters; null where there is none. */
    static @Nullable String head(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(4 * LONGEST), StandardCharsets.UTF_8).strip();
            int line = text.lastIndexOf('\n', LONGEST);
            return text.length() <= LONGEST ? text : text.substring(0, line > 0 ? line : LONGEST);
        } catch (IOException e) {
            return "(the crash report cannot be read: " + e + ")";
        }
    }
}
