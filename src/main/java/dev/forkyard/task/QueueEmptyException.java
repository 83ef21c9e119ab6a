package dev.forkyard.task;

/** Nothing could be taken from a queue within the limit; the message tells which, and for how long was waited. */
public final class QueueEmptyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String queue;

    public QueueEmptyException(String queue, String message) {
        super(message);
        this.queue = queue;
    }

    /** Name of the queue. */
    public String queue() {
        return queue;
    }
}
