package dev.forkyard.job.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits writes in the order in which they come, as many in one transaction as wait: under load the price of a durable
 * commit is shared, and without load nobody waits. One thread owns the connection and completes the futures, so what
 * hangs on these must not block.
 *
 * <p>When a transaction fails it is rolled back and its writes are committed one by one, so that only the one at fault
 * fails. When it is the database that refuses, a write that is to be retried holds up all that follow until it
 * succeeds; those that are tried once fail meanwhile, so that nobody waits for an answer that is known.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_IN_ONE_TRANSACTION = 1_000;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(20);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final WriteQueue queue = new WriteQueue();
    private final WriterConnection connection;
    private final StoreObserver observer;
    private final Clock clock;
    private final Duration drain;
    private final Thread thread;

    /** Written by the writer thread only. */
    private volatile @Nullable StoreProblem problem;

    /** @param drain how long {@link #close()} lets writes that wait be tried */
    GroupCommit(DataSource dataSource, StoreObserver observer, Clock clock, Duration drain) {
        this.connection = new WriterConnection(dataSource);
        this.observer = observer;
        this.clock = clock;
        this.drain = drain;
        this.thread = new Thread(this::run, "store-writer");
        this.thread.setDaemon(true);
    }

    GroupCommit start() {
        thread.start();
        return this;
    }

    /** Takes the write and returns at once. */
    void submit(PendingWrite write) {
        queue.add(write);
    }

    /** Absent when the last transaction was committed. */
    @Nullable StoreProblem problem() {
        return problem;
    }

    /** Commits what waits, for a bounded time, and fails the rest. */
    @Override
    public void close() {
        queue.close(drain);
        try {
            thread.join(drain.plus(LAST_CALL).toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                connection.abort();
                thread.join(LAST_CALL.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        queue.shut();
    }

    private void run() {
        List<PendingWrite> batch = List.of();
        try {
            do {
                batch = queue.take(MOST_IN_ONE_TRANSACTION);
            } while (!batch.isEmpty() && commit(batch));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("The writer of the store died", e);
            problem = new StoreProblem(clock.instant(), "The writer died: " + e);
        } finally {
            batch.forEach(write -> write.fail("The store was closed; whether this was written is not known.", null));
            queue.shut();
            connection.discard();
        }
    }

    /** Returns false when there is no time left for another try. */
    private boolean commit(List<PendingWrite> batch) throws InterruptedException {
        if (batch.size() > 1 && tryCommit(batch) == null) {
            return true;
        }
        for (PendingWrite write : batch) {
            if (!write.hasFailed() && !commitAlone(write, batch)) {
                return false;
            }
        }
        return true;
    }

    private boolean commitAlone(PendingWrite write, List<PendingWrite> batch) throws InterruptedException {
        Duration backoff = FIRST_BACKOFF;
        while (true) {
            Throwable failure = tryCommit(List.of(write));
            if (failure == null) {
                return true;
            }
            if (Fault.isOfWrite(failure)) {
                queue.accept();
                write.fail("The database rejected the write: " + failure.getMessage(), failure);
                return true;
            }
            refuse(batch, failure);
            if (!write.isRetried()) {
                queue.accept();
                return true;
            }
            if (!queue.pause(backoff)) {
                return false;
            }
            backoff = backoff.multipliedBy(2);
            backoff = backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
        }
    }

    private void refuse(List<PendingWrite> batch, Throwable failure) {
        StoreProblem known = problem;
        if (known == null) {
            log.warn("The database refuses writes", failure);
        }
        problem =
                new StoreProblem(known == null ? clock.instant() : known.since(), String.valueOf(failure.getMessage()));
        queue.refuse(failure);
        batch.stream()
                .filter(write -> !write.isRetried())
                .forEach(write -> write.fail("The database refuses writes: " + failure.getMessage(), failure));
    }

    private @Nullable Throwable tryCommit(List<PendingWrite> writes) {
        long begun;
        try {
            for (PendingWrite write : writes) {
                write.execute(connection);
            }
            begun = System.nanoTime();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            if (Fault.isOfWrite(e)) {
                connection.rollback();
            } else {
                connection.discard();
            }
            return e;
        }
        observer.succeeded(StoreOperation.COMMIT, Duration.ofNanos(System.nanoTime() - begun));
        if (problem != null) {
            log.info("The database takes writes again");
            problem = null;
        }
        queue.accept(); // First: who hears of a success may well submit the next write.
        writes.forEach(write -> write.succeed(observer));
        return null;
    }
}
