package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.jobtypes.WarmTask;
import dev.forkyard.jobtypes.WarmTask.Warmth;
import dev.forkyard.jobtypes.WorkerFactsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What workers do while they have nothing to do. */
@Timeout(180)
class WarmUpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LULL = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void idleWorkerWarmsUpOnce() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp())) {
            awaitWarm(pool);
            assertThat(warmth(pool).completed()).isEqualTo(1);
        }
    }

    @Test
    void poolIsReadyAndServesWhileItsWorkersWarmUp() throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp().jvmOptions(waitingFor(release)))) {
            Warmth first = warmth(pool);
            assertThat(first.completed()).isZero();

            Files.createFile(release);
            awaitWarm(pool);
            assertThat(warmth(pool).pid()).isEqualTo(first.pid());
        }
    }

    @Test
    void successorIsWarmBeforeItTakesThePlaceOfAWorkerThatServes() throws IOException {
        Path release = directory.resolve("release");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).warmUp().jvmOptions(waitingFor(release)))) {
            long first = warmth(pool).pid();
            pool.pool().restart("worker-1", false);
            for (int i = 0; i < 20; i++) {
                assertThat(warmth(pool).pid()).isEqualTo(first);
            }

            Files.createFile(release);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pool.worker(1).pid()).isNotEqualTo(first));
            Warmth successor = warmth(pool);
            assertThat(successor.pid()).isNotEqualTo(first);
            assertThat(successor.completed()).isEqualTo(1);
        }
    }

    @Test
    void workerHasWhatTheBuiltInJobTypesComputeBy() {
        List<String> classes = List.of("jdk.incubator.vector.LongVector", "com.sun.jna.Native");
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            WorkerFactsTask.Facts facts = JSON.readValue(
                    pool.run("test-worker-facts", new WorkerFactsTask.Params(1, List.of(), classes))
                            .value(),
                    WorkerFactsTask.Facts.class);
            assertThat(facts.loadable()).containsExactlyElementsOf(classes);
        }
    }

    /** Each look uses a spare up, and the next needs its time. */
    @Test
    void spareWarmsUpOnceThePoolIsAtRest() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1).spares(1).warmUp())) {
            awaitWarm(pool);
            await().atMost(PATIENCE.multipliedBy(2))
                    .pollInterval(LULL)
                    .untilAsserted(() -> assertThat(JSON.readValue(
                                            pool.runFresh("test-warm", "").value(), Warmth.class)
                                    .completed())
                            .isEqualTo(1));
        }
    }

    @Test
    void withoutIt() {
        try (TestPool pool = TestPool.started(PoolSettings.ofSize(1))) {
            assertThat(warmth(pool))
                    .extracting(Warmth::begun, Warmth::completed)
                    .containsExactly(0, 0);
        }
    }

    /** Asks rarely: a worker that is asked something has no time to warm up. */
    private static void awaitWarm(TestPool pool) {
        await().atMost(PATIENCE.multipliedBy(2))
                .pollInterval(LULL)
                .untilAsserted(() -> assertThat(warmth(pool).completed()).isEqualTo(1));
    }

    private static String waitingFor(Path release) {
        return "-D" + WarmTask.UNTIL + "=" + release;
    }

    private static Warmth warmth(TestPool pool) {
        return JSON.readValue(pool.run("test-warm", "").value(), Warmth.class);
    }
}
