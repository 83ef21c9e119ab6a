package dev.forkyard.job.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.State;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.ScheduleLimits;
import dev.forkyard.job.schedule.ScheduleObserver;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.SqliteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.FileSystemUtils;

/**
 * A service of its own behind the same code: its jobs are kept in a store of its own, among the system's temporary files,
 * and run by nobody. What is done with them shows nowhere, and is gone when this is closed.
 */
public final class RehearsalStage implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:db/migration/V*.sql";

    private final Path directory;
    private final HikariDataSource dataSource;
    private final StandInEngine engine;
    private final JobStore store;
    private final JobFiles files;
    private final Scheduler scheduler;
    private final ExecutorService answering = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "rehearsal-answers");
        thread.setDaemon(true);
        return thread;
    });
    private final Jobs jobs;

    /**
     * Blocks while it is set up, for some tenths of a second.
     *
     * @throws IOException if there is no place for it
     */
    public RehearsalStage(JobsProperties properties, Clock clock) throws IOException {
        directory = Files.createTempDirectory("forkyard-rehearsal-");
        dataSource = dataSource(directory.resolve("jobs.db"));
        engine = new StandInEngine(directory.resolve("jobs"));
        store = new JobStore(dataSource, (operation, took) -> {}, clock);
        files = new JobFiles(engine.jobDirectories());
        scheduler = new Scheduler(
                engine,
                store,
                files,
                new Unobserved(),
                clock,
                new ScheduleLimits(
                        properties.maxTasks(),
                        properties.pipeline(),
                        properties.killStalled(),
                        Duration.ZERO,
                        Duration.ZERO,
                        properties.maxServerLosses()));
        scheduler.start();
        jobs = new Jobs(
                new JobTypes(engine), store, files, scheduler, new Waiters(answering), properties, clock, type -> {});
    }

    /** What can be done with jobs on the stage. There is one type, {@code rehearsal}. */
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public void close() {
        scheduler.close();
        store.close();
        files.close();
        engine.close();
        answering.shutdownNow();
        dataSource.close();
        deleteFiles();
    }

    private void deleteFiles() {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            System.getLogger(RehearsalStage.class.getName())
                    .log(System.Logger.Level.WARNING, "Some files of a rehearsal are left in " + directory, e);
        }
    }

    private static HikariDataSource dataSource(Path file) throws IOException {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("rehearsal");
        pool.setJdbcUrl("jdbc:sqlite:" + file);
        pool.setMaximumPoolSize(3);
        SqliteSettings.connectionProperties().forEach(pool::addDataSourceProperty);
        pool.addDataSourceProperty("synchronous", "OFF");
        new ResourceDatabasePopulator(migrations()).execute(pool);
        return pool;
    }

    /** In their order, which their names tell: {@code V12__reason.sql}. */
    private static Resource[] migrations() throws IOException {
        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources(MIGRATIONS);
        Arrays.sort(scripts, Comparator.comparing(script -> {
            String name = String.valueOf(script.getFilename());
            return Integer.valueOf(name.substring(1, name.indexOf("__")));
        }));
        return scripts;
    }

    /** What is rehearsed is not counted. */
    private static final class Unobserved implements ScheduleObserver {

        @Override
        public void jobStarted(String type, Duration queued) {}

        @Override
        public void jobFinished(String type, State state, @Nullable FailureReason reason, Duration wall) {}

        @Override
        public void taskFinished(
                String type, State state, @Nullable FailureReason reason, Duration wall, Duration cpu) {}

        @Override
        public void taskRetried(FailureReason reason) {}

        @Override
        public void taskStalled(String type) {}

        @Override
        public void cancelled(Duration took) {}
    }
}
