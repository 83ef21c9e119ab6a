package dev.forkyard.pool;

import dev.forkyard.jobtypes.EchoTask;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings of pools in tests: two workers that know the test job types, with small limits. */
record PoolSettings(
        int size,
        boolean pin,
        Duration startTimeout,
        Duration cancelGrace,
        int maxResultLength,
        int maxFrameLength,
        Path cache,
        List<Path> classPath,
        List<String> jvmOptions) {

    /** Kept from test to test, as an installation keeps its own from start to start. */
    static final Path CACHE = Path.of("target", "pool-cache");

    static PoolSettings ofSize(int size) {
        return new PoolSettings(
                size,
                true,
                Duration.ofSeconds(60),
                Duration.ofMillis(300),
                1 << 20,
                4 << 20,
                CACHE,
                List.of(testClasses()),
                List.of());
    }

    PoolSettings pin(boolean other) {
        return new PoolSettings(
                size, other, startTimeout, cancelGrace, maxResultLength, maxFrameLength, cache, classPath, jvmOptions);
    }

    PoolSettings startTimeout(Duration other) {
        return new PoolSettings(
                size, pin, other, cancelGrace, maxResultLength, maxFrameLength, cache, classPath, jvmOptions);
    }

    PoolSettings cancelGrace(Duration other) {
        return new PoolSettings(
                size, pin, startTimeout, other, maxResultLength, maxFrameLength, cache, classPath, jvmOptions);
    }

    PoolSettings maxResultLength(int other) {
        return new PoolSettings(
                size, pin, startTimeout, cancelGrace, other, maxFrameLength, cache, classPath, jvmOptions);
    }

    PoolSettings cache(Path other) {
        return new PoolSettings(
                size, pin, startTimeout, cancelGrace, maxResultLength, maxFrameLength, other, classPath, jvmOptions);
    }

    PoolSettings classPath(Path... other) {
        return new PoolSettings(
                size,
                pin,
                startTimeout,
                cancelGrace,
                maxResultLength,
                maxFrameLength,
                cache,
                List.of(other),
                jvmOptions);
    }

    PoolSettings jvmOptions(String... other) {
        return new PoolSettings(
                size,
                pin,
                startTimeout,
                cancelGrace,
                maxResultLength,
                maxFrameLength,
                cache,
                classPath,
                List.of(other));
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
                maxFrameLength,
                cache,
                classPath,
                jvmOptions);
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
