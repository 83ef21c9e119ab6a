package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.end;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A store on an empty database, of whatever kind, for each test. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class StoreContract {

    static final UUID JOB = id(1);

    final Queue<StoreOperation> observed = new ConcurrentLinkedQueue<>();
    HikariDataSource dataSource;
    JobStore store;

    /** A data source of an empty database of that name, without the schema. */
    abstract HikariDataSource blank(String name) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        dataSource = Databases.migrated(blank("forkyard"));
        store = newStore();
    }

    @AfterEach
    void closeStore() {
        store.close();
        dataSource.close();
    }

    JobStore newStore() {
        return new JobStore(dataSource, (operation, took) -> observed.add(operation), Clock.systemUTC());
    }

    /** Inserts the job with tasks whose inputs are their numbers. */
    void split(int tasks) {
        store.insert(JOB, spec(), T).join();
        store.split(JOB, IntStream.range(0, tasks).mapToObj(String::valueOf).toList(), TaskGraph.NONE)
                .join();
    }

    CompletableFuture<Void> attemptEnded(
            int task, State taskState, Attempt attempt, @Nullable String result, String log) {
        return store.attemptsEnded(JOB, List.of(end(task, taskState, attempt, result, log)));
    }

    static StoreException refused(CompletableFuture<?> write) {
        try {
            write.join();
        } catch (CompletionException e) {
            return (StoreException) e.getCause();
        }
        throw new AssertionError("The write was taken");
    }

    static void awaitIn(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    long rows(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }
}
