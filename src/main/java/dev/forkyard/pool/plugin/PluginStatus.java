package dev.forkyard.pool.plugin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JAR in the plug-in directory, as it stands.
 *
 * @param file its name there
 * @param sha256 of its content, as hexadecimal digits; absent while it could not be read
 * @param state whether it serves
 * @param problem why it does not; absent where it does
 * @param serving SHA-256 of the version of the file that serves: its own, or that of the last one before that did; absent
 *     if none does
 * @param jobTypes names of the job types that new jobs can be of by it
 * @param functions names of the functions that new jobs can apply by it
 * @param loadedAt since when the version that serves does; absent if none does
 */
public record PluginStatus(
        String file,
        @Nullable String sha256,
        State state,
        @Nullable String problem,
        @Nullable String serving,
        List<String> jobTypes,
        List<String> functions,
        @Nullable Instant loadedAt) {

    /** Whether a JAR serves. */
    public enum State {
        /** New jobs run with it. */
        LOADED,
        /** It is of no use, and hurts nobody. */
        BROKEN
    }

    public PluginStatus {
        jobTypes = List.copyOf(jobTypes);
        functions = List.copyOf(functions);
    }
}
