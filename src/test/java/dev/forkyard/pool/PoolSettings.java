package dev.forkyard.pool;

import dev.forkyard.jobtypes.EchoTask;
import dev.forkyard.pool.PoolProperties.LogOverflow;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings of pools in tests: workers that know the test job types, with small limits, and none of them spare. */
final class PoolSettings {

    /** Kept from test to test, as an installation keeps its own from start to start. */
    static final Path CACHE = Path.of("target", "pool-cache");

    private final int size;
    private boolean pin = true;
    private Duration startTimeout = Duration.ofSeconds(60);
    private Duration cancelGrace = Duration.ofMillis(300);
    private int maxResultLength = 1 << 20;
    private Path cache = CACHE;
    private List<Path> classPath = List.of(testClasses());
    private List<String> jvmOptions = List.of();
    private int spares;
    private int minSize;
    private Duration idleTimeout = Duration.ofMinutes(10);
    private int maxTasksPerWorker;
    private DataSize maxMemoryGrowth = DataSize.ofMegabytes(768);
    private String workerName = "worker";
    private boolean warmUp;
    private Duration heartbeatTimeout = Duration.ofSeconds(20);
    private Duration stallAfter = Duration.ofSeconds(60);
    private Path plugins = CACHE.resolve("no-plugins");
    private Duration pluginTimeout = Duration.ofSeconds(60);
    private LogOverflow logOverflow = LogOverflow.TRUNCATE;

    private PoolSettings(int size) {
        this.size = size;
    }

    static PoolSettings ofSize(int size) {
        return new PoolSettings(size);
    }

    int size() {
        return size;
    }

    PoolSettings pin(boolean other) {
        pin = other;
        return this;
    }

    PoolSettings startTimeout(Duration other) {
        startTimeout = other;
        return this;
    }

    PoolSettings cancelGrace(Duration other) {
        cancelGrace = other;
        return this;
    }

    PoolSettings maxResultLength(int other) {
        maxResultLength = other;
        return this;
    }

    PoolSettings cache(Path other) {
        cache = other;
        return this;
    }

    PoolSettings classPath(Path... other) {
        classPath = List.of(other);
        return this;
    }

    PoolSettings plugins(Path directory, Duration timeout) {
        plugins = directory;
        pluginTimeout = timeout;
        return this;
    }

    PoolSettings jvmOptions(String... other) {
        jvmOptions = List.of(other);
        return this;
    }

    PoolSettings spares(int other) {
        spares = other;
        return this;
    }

    PoolSettings shrinksTo(int smallest, Duration after) {
        minSize = smallest;
        idleTimeout = after;
        return this;
    }

    PoolSettings maxTasksPerWorker(int other) {
        maxTasksPerWorker = other;
        return this;
    }

    PoolSettings maxMemoryGrowth(DataSize other) {
        maxMemoryGrowth = other;
        return this;
    }

    PoolSettings workerName(String other) {
        workerName = other;
        return this;
    }

    PoolSettings warmUp() {
        warmUp = true;
        return this;
    }

    PoolSettings heartbeatTimeout(Duration other) {
        heartbeatTimeout = other;
        return this;
    }

    PoolSettings stallAfter(Duration other) {
        stallAfter = other;
        return this;
    }

    PoolSettings logOverflow(LogOverflow other) {
        logOverflow = other;
        return this;
    }

    PoolProperties toProperties() {
        return new PoolProperties(
                size,
                DataSize.ofMegabytes(64),
                pin,
                startTimeout,
                cancelGrace,
                maxResultLength,
                50_000,
                4 << 20,
                cache,
                classPath,
                jvmOptions,
                spares,
                minSize,
                idleTimeout,
                maxTasksPerWorker,
                maxMemoryGrowth,
                warmUp,
                heartbeatTimeout,
                stallAfter,
                logOverflow,
                cache.resolve("jobs"),
                workerName,
                plugins,
                plugins.resolveSibling(plugins.getFileName() + "-store"),
                pluginTimeout,
                null);
    }

    static Path testClasses() {
        try {
            return Path.of(EchoTask.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
