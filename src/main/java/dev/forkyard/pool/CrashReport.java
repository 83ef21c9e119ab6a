package dev.forkyard.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes from a crashed JVM's own report (hs_err) what tells why it crashed. */
final class CrashReport {

    private static final System.Logger LOG = System.getLogger(CrashReport.class.getName());
    /** The file's name in the worker's directory. */
    static final String FILE = "hs_err.log";

    private static final int MOST_CHARACTERS = 4_000;
    private static final int BYTES_PER_CHARACTER = 3;

    /** Begin the bulk that serves only who knows the JVM from the inside. */
    private static final Set<String> BULK =
            Set.of("Registers:", "Register to memory mapping:", "Top of Stack:", "Instructions:");

    private CrashReport() {}

    /** The report in a worker's directory down to the threads' stacks; null where the worker left none. */
    static @Nullable String head(Path scratch) {
        Path file = scratch.resolve(FILE);
        // A task may have put anything there, even what cannot be read to an end.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream report = Files.newInputStream(file)) {
            byte[] start = report.readNBytes(MOST_CHARACTERS * BYTES_PER_CHARACTER);
            String head = cut(new String(start, StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
            return head.isEmpty() ? null : head;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Cannot read {0}: {1}", file, e.toString());
            return null;
        }
    }

    private static String cut(String report) {
        String informative = report.lines()
                .takeWhile(line -> BULK.stream().noneMatch(line::startsWith))
                .collect(Collectors.joining("\n"))
                .strip();
        if (informative.length() <= MOST_CHARACTERS) {
            return informative;
        }
        int lineEnd = informative.lastIndexOf('\n', MOST_CHARACTERS);
        int end = lineEnd > 0 ? lineEnd : MOST_CHARACTERS;
        return informative
                .substring(0, Character.isHighSurrogate(informative.charAt(end - 1)) ? end - 1 : end)
                .stripTrailing();
    }
}
