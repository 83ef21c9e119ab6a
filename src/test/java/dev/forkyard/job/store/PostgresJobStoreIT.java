package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.end;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.spec;
import static dev.forkyard.job.store.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real PostgreSQL. */
@Tag("long")
final class PostgresJobStoreIT extends JobStoreContract {

    private static final Duration START = Duration.ofMinutes(1);
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().setPGStartupWait(START).start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    HikariDataSource blank(String prefix) throws SQLException {
        String name = prefix + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Databases.blankPostgres(server.getJdbcUrl("postgres", name));
    }

    @Test
    void outcomeIsWrittenThoughTheServerDroppedTheConnection() throws SQLException {
        split(1);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
        }
        store.attemptsEnded(id(1), List.of(end(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "log")))
                .join();
        store.finished(id(1), succeeded("1")).join();

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(Printed.of(store, id(1))).containsExactly(entry(0, "log")));
        assertThat(store.problem()).isNull();
    }

    @Test
    void outcomesOfTheTimeWhenTheServerWasDownAreWrittenOnceItIsBack(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("pg");
        EmbeddedPostgres restarted = start(data, 0);
        int port = restarted.getPort();
        try (HikariDataSource source = Databases.postgres(restarted.getJdbcUrl("postgres", "postgres"));
                JobStore down = new JobStore(source, (operation, took) -> {}, Clock.systemUTC())) {
            down.insert(id(1), spec(), T).join();
            down.split(id(1), List.of("0"), TaskGraph.NONE).join();
            restarted.close();

            CompletableFuture<Void> outcome = down.attemptsEnded(
                    id(1), List.of(end(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "log")));
            CompletableFuture<Void> finished = down.finished(id(1), succeeded("1"));
            await().until(() -> down.problem() != null);
            assertThat(refused(down.insert(id(2), spec(), T))).hasMessageContaining("refuses");
            assertThat(outcome).isNotDone();

            restarted = start(data, port);
            outcome.join();
            finished.join();
            down.insert(id(3), spec(), T).join();
            assertThat(down.problem()).isNull();
            assertThat(down.find(id(1), 10).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
            assertThat(Printed.of(down, id(1))).containsExactly(entry(0, "log"));
        } finally {
            restarted.close();
        }
    }

    @Test
    void closeEndsAWriteThatHangs() throws SQLException {
        split(1);
        CompletableFuture<Integer> hanging = new CompletableFuture<>();
        GroupCommit writer =
                new GroupCommit(dataSource, (operation, took) -> {}, Clock.systemUTC(), Duration.ofMillis(100)).start();
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE jobs");
            writer.submit(new PendingWrite(
                    StoreOperation.CANCELLING, JobWrites.cancelling(id(1)), true, hanging, hanging::complete));
            await().until(() -> {
                try (ResultSet waiting = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
                    return waiting.next();
                }
            });
            writer.close();
            other.rollback();
        }
        assertThat(refused(hanging)).hasMessageContaining("closed");
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START)
                .start();
    }
}
