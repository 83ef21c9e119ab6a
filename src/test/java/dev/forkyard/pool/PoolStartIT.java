package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Isolation;
import dev.forkyard.task.JobType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that cannot start: it is told, tried again ever later, and mended. */
@Timeout(180)
class PoolStartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void badJvmOptionIsToldAndTriedEverLater() throws IOException {
        long began = System.nanoTime();
        try (TestPool pool = TestPool.starting(settings().jvmOptions("-XX:+NoSuchOption"))) {
            await().atMost(PATIENCE).until(() -> pool.restarts().size() >= 3);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("half a second and one second between the three tries")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1500));
            assertThat(pool.restarts()).containsOnly(Restart.START_FAILED);
            assertNotReady(pool);
            assertThat(pool.pool().status().problem())
                    .contains("A worker JVM did not start", "Unrecognized VM option 'NoSuchOption'");
            assertThat(pool.pool().workers()).allSatisfy(worker -> {
                assertThat(worker.alive()).isFalse();
                assertThat(worker.pid()).isNull();
            });
            assertThat(pool.starts()).isEmpty();
        }
    }

    @Test
    void circuitOpensAndJvmsAreNotForkedForEver() {
        int size = 4;
        try (TestPool pool = TestPool.starting(
                PoolSettings.ofSize(size).cache(directory.resolve("cache")).jvmOptions("-XX:+NoSuchOption"))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().circuit() == PoolStatus.Circuit.OPEN);
            int tries = pool.restarts().size();
            assertThat(tries).isBetween(5, 5 + size);
            pool.pool().onCapacity(() -> pool.pool().lease(Isolation.POOLED, ""));
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> {
                pool.pool().lease(Isolation.FRESH, "");
                return pool.restarts().size() <= tries + size
                        && pool.pool().status().circuit() == PoolStatus.Circuit.OPEN;
            });
            assertThat(pool.pool().problem()).isPresent().get().asString().contains("NoSuchOption");
            assertThat(pool.pool().status().starting()).isEqualTo(size);
            await().atMost(PATIENCE)
                    .until(() -> ProcessHandle.current().children().noneMatch(TestProcesses::isWorker));
        }
    }

    @Test
    void runDirectoryThatCannotBeWrittenIsToldAndThePoolMendsOnceItCan() throws IOException {
        List<Path> others = RunDirectories.ofThisProcess();
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            Path run = RunDirectories.ofThisProcess().stream()
                    .filter(each -> !others.contains(each))
                    .findFirst()
                    .orElseThrow();
            Path aside = directory.resolve("aside");
            Files.move(run, aside);
            Files.createFile(run);
            try {
                ProcessHandle.of(pool.worker(1).pid()).orElseThrow().destroyForcibly();
                await().atMost(PATIENCE).until(() -> pool.pool().problem().isPresent());
                assertThat(pool.pool().problem().orElseThrow())
                        .contains("A worker cannot be started below ", run.toString())
                        .doesNotContain("started: " + run);
                assertThat(pool.pool().status().ready()).isFalse();
            } finally {
                Files.delete(run);
                Files.move(aside, run);
            }
            pool.awaitIdle(1);
            assertThat(pool.pool().problem()).isEmpty();
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
    }

    @Test
    void missingClassPathEntryIsToldAndThePoolStartsOnceItIsThere() throws IOException {
        Path missing = directory.resolve("more-job-types");
        try (TestPool pool = TestPool.starting(settings().classPath(PoolSettings.testClasses(), missing))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().problem() != null);
            assertThat(pool.pool().status().problem()).contains("forkyard.pool.class-path", missing.toString());
            assertNotReady(pool);
            Files.createDirectory(missing);
            pool.awaitIdle(1);
            assertThat(pool.pool().status().ready()).isTrue();
            assertThat(pool.pool().status().problem()).isNull();
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
    }

    @Test
    void workerThatNeverConnectsIsEndedAndTold() throws IOException {
        String suspended = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:0";
        try (TestPool pool = TestPool.starting(settings().jvmOptions(suspended).startTimeout(Duration.ofSeconds(1)))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().problem() != null);
            assertThat(pool.pool().status().problem()).contains("said nothing for 1000 ms");
            assertNotReady(pool);
        }
    }

    @Test
    void jobTypeThatCannotBeLoadedIsTold() throws IOException {
        try (TestPool pool =
                TestPool.starting(settings().classPath(PoolSettings.testClasses(), naming("no.such.Type")))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().problem() != null);
            assertThat(pool.pool().status().problem()).contains("code 84", "no.such.Type");
            assertNotReady(pool);
        }
    }

    @Test
    void twoJobTypesOfOneNameAreTold() throws IOException {
        Path twin = naming("dev.forkyard.worker.JobTypeRegistryTests$Twin");
        try (TestPool pool = TestPool.starting(settings().classPath(PoolSettings.testClasses(), twin))) {
            await().atMost(PATIENCE).until(() -> pool.pool().status().problem() != null);
            assertThat(pool.pool().status().problem()).contains("code 84", "two job types are named 'test-echo'");
            assertNotReady(pool);
        }
    }

    private PoolSettings settings() {
        return PoolSettings.ofSize(1).cache(directory.resolve("cache"));
    }

    private Path naming(String type) throws IOException {
        Path jar = directory.resolve("broken");
        Path services = jar.resolve("META-INF/services/" + JobType.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, type);
        return jar;
    }

    private static void assertNotReady(TestPool pool) {
        PoolStatus status = pool.pool().status();
        assertThat(status.ready()).isFalse();
        assertThat(status.idle()).isZero();
        assertThat(status.starting()).isEqualTo(1);
        assertThat(pool.pool().lease(Isolation.POOLED, "")).isEmpty();
        assertThat(pool.pool().descriptions().jobTypes()).isEmpty();
    }
}
