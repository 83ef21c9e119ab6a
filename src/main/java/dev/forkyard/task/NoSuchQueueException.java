package dev.forkyard.task;

/** The job has no queue of that name; the message tells which it has. */
public final class NoSuchQueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String queue;

    public NoSuchQueueException(String queue, String message) {
        super(message);
        this.queue = queue;
    }

    /** The name. */
    public String queue() {
        return queue;
    }
}
