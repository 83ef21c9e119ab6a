package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads what a worker's process itself writes to its standard output and error, which is the JVM's own word and never a
 * task's, and keeps the end of it.
 */
final class LastWords {

    private static final int KEPT = 8192;

    /** What a JVM says at its start of the module that {@link WorkerCommand} adds, and cannot be told to keep to itself. */
    private static final Pattern GREETING =
            Pattern.compile("^WARNING: Using incubator modules: .*\\R?", Pattern.MULTILINE);

    private final Thread reader;

    @GuardedBy("this") private String end = "";

    LastWords(InputStream from, String name) {
        reader = new Thread(() -> read(from), name + "-stdout");
        reader.setDaemon(true);
        reader.start();
    }

    /** The last that was read, once the process has ended and all of it has been. */
    String text() throws InterruptedException {
        reader.join(1_000);
        synchronized (this) {
            return GREETING.matcher(end).replaceAll("").strip();
        }
    }

    private void read(InputStream from) {
        byte[] bytes = new byte[4096];
        try (from) {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            append("\n(" + e.getMessage() + ")");
        }
    }

    private synchronized void append(String text) {
        String all = end + text;
        end = all.substring(Math.max(0, all.length() - KEPT));
    }
}
