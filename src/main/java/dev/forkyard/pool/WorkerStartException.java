package dev.forkyard.pool;

import java.io.IOException;

/** A worker JVM could not be started; the message says why, with what the JVM said. */
final class WorkerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerStartException(String message) {
        super(message);
    }

    WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The name of a file alone is all that some of these exceptions say. */
    static String words(IOException e) {
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
