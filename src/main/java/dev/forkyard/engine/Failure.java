package dev.forkyard.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, with the evidence there is.
 *
 * @param reason the one word for it
 * @param message a sentence for people
 * @param exceptionType class name of the exception that the job type, or a function, threw
 * @param stack that exception's stack trace, as the JVM prints it, cut at a few kilobytes
 * @param exitCode the exit code of the worker that was lost; absent when a signal ended it
 * @param signal the name of the signal that ended the worker, such as {@code SIGKILL}
 * @param crashReport the head of the JVM's own report (hs_err), where it crashed and left one
 * @param deadline which deadline passed, for TIMEOUT and QUEUE_TIMEOUT
 */
public record Failure(
        FailureReason reason,
        String message,
        @Nullable String exceptionType,
        @Nullable String stack,
        @Nullable Integer exitCode,
        @Nullable String signal,
        @Nullable String crashReport,
        @Nullable Deadline deadline) {

    public Failure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** A failure with no evidence but its message. */
    public static Failure of(FailureReason reason, String message) {
        return new Failure(reason, message, null, null, null, null, null, null);
    }

    /** A deadline passed. */
    public static Failure of(FailureReason reason, Deadline deadline, String message) {
        return new Failure(reason, message, null, null, null, null, null, deadline);
    }

    /** The same evidence under another word. */
    public Failure as(FailureReason otherReason, String otherMessage) {
        return new Failure(otherReason, otherMessage, exceptionType, stack, exitCode, signal, crashReport, deadline);
    }
}
