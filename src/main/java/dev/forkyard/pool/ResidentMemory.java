package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads how much memory the OS counts for a process. */
final class ResidentMemory {

    private static final String RESIDENT = "VmRSS:";

    private ResidentMemory() {}

    /** In bytes; null where the OS does not tell, or the process is gone. */
    static @Nullable Long of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return null;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(RESIDENT)) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
