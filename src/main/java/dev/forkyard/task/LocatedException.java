package dev.forkyard.task;

/**
 * Says where in a task something was thrown, such as at which of many items. A failure has its message, and the type of what
 * was thrown there.
 */
public class LocatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message where, and what
     * @param cause what was thrown there
     */
    public LocatedException(String message, Throwable cause) {
        super(message, cause);
    }
}
