package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.ALL;
import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.end;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.job.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on SQLite, the embedded default. */
final class SqliteJobStoreTests extends JobStoreContract {

    @TempDir
    Path directory;

    @Override
    HikariDataSource blank(String name) {
        return Databases.blankSqlite(file(name), new HikariDataSource());
    }

    private Path file() {
        return file("forkyard");
    }

    private Path file(String name) {
        return directory.resolve("data").resolve(name + ".db");
    }

    @Test
    void everyConnectionOfReadersAndWriterIsDurableAndPatient() throws SQLException {
        try (FullableDataSource pool = Databases.sqlite(file(), new FullableDataSource())) {
            pool.given.clear();
            try (JobStore pooled = new JobStore(pool, (operation, took) -> {}, Clock.systemUTC())) {
                pooled.insert(id(1), spec(), T).join();
                assertThat(pool.given).as("the writer's").hasSize(1);
                while (pool.given.size() < pool.getMaximumPoolSize()) {
                    assertThat(pool.getConnection()).isNotNull();
                }
                for (Connection connection : pool.given) {
                    assertThat(pragmas(connection)).isEqualTo(DURABLE);
                }
            }
        }
    }

    @Test
    void idleWriterDoesNotLockOthersOut() throws SQLException {
        store.insert(id(1), spec(), T).join();
        try (Connection other = impatient();
                Statement statement = other.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE jobs SET name = 'x'")).isEqualTo(1);
        }
        store.insert(id(2), spec(), T).join();
        assertThat(store.list(ALL)).hasSize(2);
    }

    @Test
    void twoStoresOnOneFileBothMakeProgress() {
        try (HikariDataSource second = Databases.sqlite(file());
                JobStore other = new JobStore(second, (operation, took) -> {}, Clock.systemUTC())) {
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                writes.add((i % 2 == 0 ? store : other).insert(id(i), spec(), T));
                if (i % 100 == 99) {
                    writes.get(i).join();
                }
            }
            writes.forEach(CompletableFuture::join);
            assertThat(store.counts()).containsEntry(State.QUEUED, 2_000L);
        }
    }

    @Test
    void outcomeIsWrittenOnceAnotherHasGivenTheLockBack() throws SQLException {
        split(1);
        CompletableFuture<Void> outcome;
        try (Connection other = impatient();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            outcome =
                    store.attemptsEnded(id(1), List.of(end(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "")));
            assertThat(store.find(id(1), 0)).as("readers go on").isPresent();
            assertThat(outcome).isNotDone();
            statement.execute("ROLLBACK");
        }
        outcome.join();
        assertThat(store.task(id(1), 0).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void directoryOfTheFileIsCreated() {
        SqliteSettings.createDirectory("jdbc:sqlite:" + directory.resolve("a/b/c.db") + "?cache_size=100");
        assertThat(directory.resolve("a/b")).isDirectory().isEmptyDirectory();
        SqliteSettings.createDirectory("jdbc:sqlite:c.db");
        SqliteSettings.createDirectory("jdbc:sqlite::memory:");
        assertThat(SqliteSettings.applyTo("jdbc:postgresql://localhost/forkyard"))
                .isFalse();
        assertThat(SqliteSettings.applyTo("jdbc:sqlite:./data/forkyard.db")).isTrue();
    }

    private static final Map<String, String> DURABLE =
            Map.of("journal_mode", "wal", "synchronous", "2", "foreign_keys", "1", "busy_timeout", "10000");

    /** A connection of somebody else, who does not wait. */
    private Connection impatient() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", "0");
        return DriverManager.getConnection("jdbc:sqlite:" + file(), properties);
    }

    private static Map<String, String> pragmas(Connection connection) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String pragma : DURABLE.keySet()) {
                try (ResultSet result = statement.executeQuery("PRAGMA " + pragma)) {
                    result.next();
                    values.put(pragma, result.getString(1));
                }
            }
        }
        return values;
    }
}
