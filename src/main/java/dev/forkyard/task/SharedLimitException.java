package dev.forkyard.task;

/** Something that tasks share would be more, or longer, than allowed; the message tells the limit. Nothing has changed. */
public final class SharedLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SharedLimitException(String message) {
        super(message);
    }
}
