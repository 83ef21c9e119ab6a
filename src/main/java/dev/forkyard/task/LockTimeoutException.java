package dev.forkyard.task;

/** The lock of a counter could not be had within the limit; the message tells who holds it. */
public final class LockTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String counter;

    public LockTimeoutException(String counter, String message) {
        super(message);
        this.counter = counter;
    }

    /** Name of the counter. */
    public String counter() {
        return counter;
    }
}
