package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive: made once for an installation, used by every worker. */
@Timeout(400)
class ClassDataArchiveIT {

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Logger log = Logger.getLogger(ClassDataArchive.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(java.text.MessageFormat.format(message.getMessage(), message.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path cache;

    @BeforeEach
    void listen() {
        log.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        log.removeHandler(listener);
    }

    @Test
    void archiveIsMadeOnceAndUsedByEveryWorkerOfEachStart() throws IOException {
        FileTime made;
        Path archive;
        try (TestPool first = TestPool.started(settings())) {
            archive = archives().get(0);
            made = Files.getLastModifiedTime(archive);
            assertWorkersUse(first, archive);
        }
        try (TestPool second = TestPool.started(settings())) {
            assertThat(archives()).containsExactly(archive);
            assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
            assertWorkersUse(second, archive);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void otherJvmOptionsHaveAnArchiveOfTheirOwn() throws IOException {
        try (TestPool first = TestPool.started(settings())) {
            assertWorkersUse(first, archives().get(0));
        }
        List<Path> before = archives();
        try (TestPool second = TestPool.started(settings().jvmOptions("-XX:-UseCompressedOops"))) {
            assertThat(archives()).hasSize(2);
            Path other = archives().stream()
                    .filter(each -> !before.contains(each))
                    .findFirst()
                    .orElseThrow();
            assertWorkersUse(second, other);
        }
    }

    @Test
    void poolsMayPrepareAtTheSameTime() throws IOException {
        try (TestPool first = TestPool.starting(settings());
                TestPool second = TestPool.starting(settings())) {
            first.awaitIdle(2, Duration.ofMinutes(3));
            second.awaitIdle(2, Duration.ofMinutes(3));
            assertThat(archives()).hasSize(1);
            assertThat(first.run("test-echo", 1).value()).isEqualTo("1");
            assertThat(second.run("test-echo", 2).value()).isEqualTo("2");
            assertThat(Stream.concat(first.restarts().stream(), second.restarts().stream()))
                    .isEmpty();
        }
        assertThat(warnings).isEmpty();
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("draft"));
        }
    }

    @Test
    void jvmWithoutClassDataSharingServesWithAWarning() throws IOException {
        try (TestPool pool = TestPool.started(settings().jvmOptions("-Xshare:off"))) {
            assertThat(pool.run("test-echo", 1).value()).isEqualTo("1");
        }
        assertThat(archives()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("No class-data archive could be made");
    }

    private PoolSettings settings() {
        return PoolSettings.ofSize(2).cache(cache);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static void assertWorkersUse(TestPool pool, Path archive) throws IOException {
        assumeThat(Path.of("/proc/self/maps")).isReadable();
        for (WorkerStatus worker : pool.pool().workers()) {
            assertThat(Files.readString(Path.of("/proc", worker.pid().toString(), "maps")))
                    .contains(archive.toRealPath().toString());
        }
    }
}
