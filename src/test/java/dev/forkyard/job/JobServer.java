package dev.forkyard.job;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.ScheduleLimits;
import dev.forkyard.job.schedule.ScheduleObserver;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.shared.SharedLimits;
import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.SqliteSettings;
import dev.forkyard.job.store.StoreObserver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** Store and scheduler on a real SQLite file, with a scripted engine beneath them. */
public final class JobServer implements AutoCloseable {

    public static final int MAX_TASKS = 100_000;

    public static final SharedLimits SHARED = new SharedLimits(100, 10, 1000, 100, 1000, 1000, 100_000, 1_000_000);

    /** As the service has them, but for a stop that does not wait. */
    public static final ScheduleLimits LIMITS = new ScheduleLimits(
            MAX_TASKS, Duration.ofMillis(5), false, Duration.ZERO, Duration.ofSeconds(2), 100, SHARED);

    private static int made;

    private final Path file;
    private final HikariDataSource dataSource = new HikariDataSource();
    private final JobStore store;
    private final Scheduler scheduler;
    private final JobFiles files;
    private final Clock clock;

    public JobServer(Path file, ScriptedEngine engine, Clock clock) {
        this(file, engine, clock, new RecordingObserver(), (operation, took) -> {}, LIMITS);
    }

    public JobServer(
            Path file,
            ScriptedEngine engine,
            Clock clock,
            ScheduleObserver observer,
            StoreObserver storeObserver,
            ScheduleLimits limits) {
        this.file = file;
        this.clock = clock;
        dataSource.setJdbcUrl("jdbc:sqlite:" + file);
        SqliteSettings.connectionProperties().forEach(dataSource::addDataSourceProperty);
        waiting().forEach((name, value) -> dataSource.addDataSourceProperty((String) name, value));
        Flyway.configure().dataSource(dataSource).load().migrate();
        store = new JobStore(dataSource, storeObserver, clock);
        files = new JobFiles(engine.jobDirectories());
        scheduler = new Scheduler(engine, store, files, observer, clock, limits);
    }

    public JobServer start() {
        scheduler.start();
        return this;
    }

    public JobStore store() {
        return store;
    }

    public JobFiles files() {
        return files;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** Ids that sort by the order of their making. */
    public static synchronized UUID newId() {
        made++;
        return new UUID(0x0190_0000_0000_7000L + ((long) made << 16), 0x8000_0000_0000_0001L);
    }

    public UUID submit(JobSpec spec) {
        UUID id = newId();
        scheduler.submit(id, spec, clock.instant()).join();
        return id;
    }

    public UUID submit() {
        return submit(spec());
    }

    /** Waits for the final state and tells how the job ended. */
    public Job end(UUID id) {
        scheduler.whenFinal(id).orTimeout(60, TimeUnit.SECONDS).join();
        return job(id);
    }

    /** The job as the store has it. */
    public Job job(UUID id) {
        return store.find(id, Integer.MAX_VALUE).orElseThrow();
    }

    /** Keeps the store from committing until it is closed. */
    public Hold holdWriter() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, waiting());
            Statement statement = connection.createStatement();
            statement.execute("BEGIN IMMEDIATE");
            return () -> {
                try (connection;
                        statement) {
                    statement.execute("ROLLBACK");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            };
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What a kill at this moment leaves behind: a copy of all that is committed. */
    public Path killedNow() {
        Path copy = file.resolveSibling(UUID.randomUUID() + ".db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, waiting());
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy + "'");
            return copy;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** For as long as a test holds the writer, however slow the machine is. */
    private static Properties waiting() {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", "60000");
        return properties;
    }

    @Override
    public void close() {
        scheduler.close();
        files.close();
        store.close();
        dataSource.close();
    }

    public static JobSpec spec() {
        return spec(5, null, OnTaskFailure.FAIL_FAST);
    }

    public static JobSpec spec(int priority, Integer parallelism, OnTaskFailure onTaskFailure) {
        return spec(priority, parallelism, onTaskFailure, Deadlines.NONE, Retry.DEFAULT, Isolation.POOLED);
    }

    public static JobSpec spec(Retry retry) {
        return spec(5, null, OnTaskFailure.FAIL_FAST, Deadlines.NONE, retry, Isolation.POOLED);
    }

    public static JobSpec spec(Deadlines deadlines, Retry retry) {
        return spec(5, null, OnTaskFailure.FAIL_FAST, deadlines, retry, Isolation.POOLED);
    }

    public static JobSpec spec(
            int priority,
            Integer parallelism,
            OnTaskFailure onTaskFailure,
            Deadlines deadlines,
            Retry retry,
            Isolation isolation) {
        return new JobSpec(
                "sums",
                "{\"n\":1}",
                null,
                Map.of(),
                priority,
                parallelism,
                onTaskFailure,
                deadlines,
                retry,
                isolation,
                "");
    }

    /** Gives back the right to write. */
    public interface Hold extends AutoCloseable {

        @Override
        void close();
    }
}
