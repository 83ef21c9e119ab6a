package dev.forkyard.job.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.State;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.ScheduleLimits;
import dev.forkyard.job.schedule.ScheduleObserver;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.shared.SharedLimits;
import dev.forkyard.job.store.JobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service of its own behind the same code: its jobs are kept in a store of its own and run by nobody. What is done with them shows nowhere, and is gone when this is closed.
 */
public final class RehearsalStage implements AutoCloseable {

    /** Sets a stage up, which takes some tenths of a second. */
    public interface Opener {

        /**
         * Opens one, for the caller to close.
         *
         * @throws IOException if there is no place for it
         */
        RehearsalStage open() throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(RehearsalStage.class.getName());

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
     * @param directory for its files; it is removed when this is closed
     * @param dataSource a database that has the schema and nothing else; it is closed with this
     */
    RehearsalStage(Path directory, HikariDataSource dataSource, JobsProperties properties, Clock clock) {
        this.directory = directory;
        this.dataSource = dataSource;
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
                        properties.maxServerLosses(),
                        SharedLimits.NONE));
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
        try {
            scheduler.close();
            store.close();
            files.close();
            engine.close();
            answering.shutdownNow();
        } finally {
            dataSource.close();
            deleteFiles();
        }
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Some files of a rehearsal are left in " + directory, e);
        }
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
