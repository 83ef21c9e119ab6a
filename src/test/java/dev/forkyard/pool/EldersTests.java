package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.pool.plugin.PluginProbe.Contents;
import dev.forkyard.pool.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of plug-ins that new jobs no longer run with; no JVM is started. */
class EldersTests {

    @TempDir
    Path directory;

    private final Launches launches = new Launches();
    private Plugins plugins;
    private Elders elders;

    @BeforeEach
    void begin() {
        plugins = new Plugins(
                directory.resolve("in"),
                directory.resolve("store"),
                jar -> new Contents(List.of(), List.of(), null),
                Clock.systemUTC(),
                Runnable::run);
        PoolProperties properties = PoolSettings.ofSize(1).toProperties();
        elders = new Elders(
                properties,
                new WorkerSource(properties, false),
                plugins,
                new UnownedWorker("testing"),
                () -> {},
                launches);
    }

    @Test
    void pluginsThatWereGoneAreNotLostOnceTheyServeAgain() throws Exception {
        String gone = dropped();
        Files.delete(directory.resolve("in/a.jar"));
        plugins.look();
        Files.delete(directory.resolve("store/generations").resolve(gone));
        assertThat(elders.want(gone)).isTrue();
        assertThat(elders.isLost(gone)).isTrue();

        assertThat(dropped()).isEqualTo(gone);
        assertThat(elders.isLost(gone)).isFalse();
        Files.delete(directory.resolve("in/a.jar"));
        plugins.look();
        assertThat(elders.isLost(gone)).as("kept now").isFalse();
    }

    @Test
    void whatKeepsThemFromStartingIsToldAsLongAsTheyAreNeeded() {
        launches.full = true;
        assertThat(elders.want("one")).isTrue();
        assertThat(elders.problem()).contains("no thread");

        elders.trim(Set.of("one"), 1);
        assertThat(elders.problem()).isNotNull();
        elders.trim(Set.of(), 1);
        assertThat(elders.problem()).isNull();
    }

    @Test
    void exceptionWithoutMessageIsToldInWords() {
        assertThat(WorkerStartException.words(new TimeoutException(), Duration.ofSeconds(3)))
                .isEqualTo("A worker did not become ready within 3000 ms.");
        assertThat(WorkerStartException.words(new IllegalStateException(), Duration.ofSeconds(3)))
                .isEqualTo("java.lang.IllegalStateException");
    }

    private String dropped() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("in-draft"), "a");
        Files.createDirectories(directory.resolve("in"));
        Files.move(directory.resolve("in-draft"), directory.resolve("in/a.jar"));
        plugins.look();
        plugins.look();
        return plugins.serving().generation().id();
    }

    /** Runs in the calling thread. */
    private static final class Launches extends AbstractExecutorService {

        private boolean full;

        @Override
        public void execute(Runnable launch) {
            if (full) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            launch.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
