package dev.forkyard.api;

import static org.awaitility.Awaitility.await;

import dev.forkyard.job.service.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service on a free port, with the job types for tests; one for all tests that extend this. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "forkyard.pool.size=2",
            "forkyard.pool.class-path=target/test-classes",
            "forkyard.pool.cache-directory=target/worker-cache",
            "forkyard.jobs.inline-result-length=20000",
            "forkyard.api.max-event-streams=3",
            "forkyard.api.rehearsal=false",
            "forkyard.pool.plugin-timeout=60s"
        })
@Timeout(300)
abstract class RunningService {

    private static final int WORKERS = 2;
    private static final Set<String> MISSING = Set.of("STARTING", "STOPPED", "DEAD");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SCRATCH = temporary();
    private static final Queue<Path> RELEASES = new ArrayDeque<>();

    @LocalServerPort
    private int port;

    @Autowired
    private Jobs jobs;

    @Value("${forkyard.data-directory}")
    private Path data;

    protected Http http;

    /** A directory of its own for each context, since two services cannot share one. */
    @DynamicPropertySource
    static void dataDirectory(DynamicPropertyRegistry registry) {
        Path directory = temporary();
        registry.add("forkyard.data-directory", directory::toString);
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
        // The test before may have killed one, whose successor warms up before it serves, or changed how many there
        // are, or which plug-ins.
        await("all workers").atMost(PATIENCE).until(() -> {
            JsonNode workers = http.get("/api/v1/workers").json().path("items");
            return workers.size() == WORKERS
                    && workers.valueStream()
                            .noneMatch(worker -> worker.path("retiring").asBoolean()
                                    || MISSING.contains(worker.path("state").asString()));
        });
    }

    /** A test that failed leaves no worker that waits for its file. */
    @AfterEach
    void releaseAll() {
        while (!RELEASES.isEmpty()) {
            Path release = RELEASES.remove();
            if (Files.notExists(release)) {
                create(release);
            }
        }
    }

    /** How many jobs are stored. */
    long stored() {
        return jobs.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The data directory. */
    Path data() {
        return data;
    }

    /** A file that is not there yet. */
    static Path releaseFile() {
        Path release = SCRATCH.resolve("release-" + System.nanoTime());
        RELEASES.add(release);
        return release;
    }

    static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Params of the type test-sleep: one task that waits until the file is there. */
    static String sleepUntil(Path release) {
        return "{\"millis\":600000,\"release\":\"%s\"}".formatted(release);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target")).toAbsolutePath(), "api-it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
