package dev.forkyard.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, with the evidence there is.
 *
 * @param reason the one word for it
 * @param message a sentence for people
 * @param exceptionType class name of the exception that the job type threw
 * @param stack that exception's stack trace, as the JVM prints it, cut at a few kilobytes
 * @param exitCode the exit code of the worker that was lost; absent when a signal ended it
 * @param signal the name of the signal that ended the worker, such as {@code SIGKILL}
 */
public record Failure(
        FailureReason reason,
        String message,
        @Nullable String exceptionType,
        @Nullable String stack,
        @Nullable Integer exitCode,
        @Nullable String signal) {

    public Failure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** A failure with no evidence but its message. */
    public static Failure of(FailureReason reason, String message) {
        return new Failure(reason, message, null, null, null, null);
    }
}
