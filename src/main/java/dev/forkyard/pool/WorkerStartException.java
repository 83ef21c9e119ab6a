package dev.forkyard.pool;

/** A worker JVM could not be started; the message says why, with what the JVM said. */
final class WorkerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerStartException(String message) {
        super(message);
    }

    WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
