package dev.forkyard.job.store;

import org.jspecify.annotations.Nullable;

/** The database did not do what was asked of it. */
public final class StoreException extends RuntimeException {

    private final StoreOperation operation;

    StoreException(StoreOperation operation, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.operation = operation;
    }

    /** What was asked of it. */
    public StoreOperation operation() {
        return operation;
    }
}
