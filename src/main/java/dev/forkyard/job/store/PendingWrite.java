package dev.forkyard.job.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A write on its way through the writer. All but the constructor belongs to the writer thread or, at the end, its
 * closer.
 */
final class PendingWrite {

    private final StoreOperation operation;
    private final Write write;
    private final boolean retried;
    private final CompletableFuture<?> done;
    private final IntConsumer committed;
    private final long submitted = System.nanoTime();
    private int changed;
    private boolean failed;

    /**
     * @param retried whether it is tried until it succeeds
     * @param done fails with a {@link StoreException} if the write does
     * @param committed completes {@code done} once the write is durable, given how many rows it changed
     */
    PendingWrite(
            StoreOperation operation, Write write, boolean retried, CompletableFuture<?> done, IntConsumer committed) {
        this.operation = operation;
        this.write = write;
        this.retried = retried;
        this.done = done;
        this.committed = committed;
    }

    boolean isRetried() {
        return retried;
    }

    /** Whether its future was told so; a future that others completed does not count. */
    boolean hasFailed() {
        return failed;
    }

    void execute(WriterConnection connection) throws SQLException {
        changed = write.execute(connection);
    }

    void succeed(StoreObserver observer) {
        committed.accept(changed);
        observer.succeeded(operation, Duration.ofNanos(System.nanoTime() - submitted));
    }

    void fail(String message, @Nullable Throwable cause) {
        failed = true;
        done.completeExceptionally(new StoreException(operation, message, cause));
    }
}
