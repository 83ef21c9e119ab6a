package dev.forkyard.protocol;

import java.util.Optional;

/** The exit codes with which a worker tells why it ended, one for each cause. */
public enum ExitCode {
    /** Told to stop. */
    STOPPED(0, "it was told to stop"),
    /** The JVM's own code for {@code -XX:+ExitOnOutOfMemoryError}. */
    OUT_OF_MEMORY(3, "its heap was exhausted"),
    /** The server's process is gone. */
    PARENT_LOST(80, "its server was gone"),
    /** The channel to the server was closed. */
    CHANNEL_LOST(81, "its channel to the server was closed"),
    /** The server sent something that is no message, or not one for a worker. */
    PROTOCOL_ERROR(82, "it could not understand the server"),
    /** The command line was wrong. */
    BAD_ARGUMENTS(83, "it was started with wrong arguments"),
    /** A task had done it harm, so it is not to be used again. */
    DAMAGED(85, "a task had damaged it"),
    /** The worker's own code failed. */
    INTERNAL_ERROR(84, "it failed by its own fault");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** Why the worker ended, as the end of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The cause that a code stands for, if it is one of these. */
    public static Optional<ExitCode> of(int code) {
        for (ExitCode each : values()) {
            if (each.code == code) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
