package dev.forkyard.pool.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * The plug-ins that a worker is started with, which stay the same as long as it lives, and as long as a job needs them.
 *
 * @param id the same for the same JARs; empty where there are none
 * @param jars where they are kept, each named after its SHA-256
 */
public record Generation(String id, List<Path> jars) {

    /** No plug-ins. */
    public static final Generation NONE = new Generation("", List.of());

    public Generation {
        jars = List.copyOf(jars);
    }
}
