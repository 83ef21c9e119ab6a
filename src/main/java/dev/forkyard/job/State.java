package dev.forkyard.job;

/**
 * Where a job, a task or an attempt stands.
 *
 * <pre>
 * QUEUED -> RUNNING -> SUCCEEDED | FAILED | CANCELLED
 * QUEUED or RUNNING -> CANCELLING -> CANCELLED
 * QUEUED -> FAILED | CANCELLED
 * RUNNING -> QUEUED      (a task that is tried again)
 * </pre>
 *
 * Final states never change.
 */
public enum State {
    QUEUED,
    RUNNING,
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing follows. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** Whether {@code next} may follow this state. */
    public boolean mayBecome(State next) {
        return switch (this) {
            case QUEUED -> next == RUNNING || next == CANCELLING || next == FAILED || next == CANCELLED;
            case RUNNING -> next != RUNNING;
            case CANCELLING -> next == CANCELLED;
            case SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }
}
