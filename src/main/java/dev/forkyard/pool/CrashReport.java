package dev.forkyard.pool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stopgap. */
final class CrashReport {
    static final String FILE = "hs_err.log";

    private CrashReport() {}

    static @Nullable String head(Path directory) {
        return directory.toString().isEmpty() ? "" : null;
    }
}
