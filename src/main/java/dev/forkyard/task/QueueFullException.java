package dev.forkyard.task;

/** Nothing could be put into a queue within the limit; the message tells which, its capacity, and for how long was waited. */
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String queue;

    public QueueFullException(String queue, String message) {
        super(message);
        this.queue = queue;
    }

    /** Name of the queue. */
    public String queue() {
        return queue;
    }
}
