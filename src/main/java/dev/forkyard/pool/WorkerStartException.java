package dev.forkyard.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A worker JVM could not be started; the message says why, with what the JVM said. */
final class WorkerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerStartException(String message) {
        super(message);
    }

    WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Why a start came to nothing, in a sentence.
     *
     * @param limit how long it might take
     */
    static String words(Throwable e, Duration limit) {
        if (e instanceof TimeoutException) {
            return "A worker did not become ready within " + limit.toMillis() + " ms.";
        }
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof WorkerStartException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** The name of a file alone is all that some of these exceptions say. */
    static String words(IOException e) {
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
