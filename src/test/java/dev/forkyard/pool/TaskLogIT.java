package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.jobtypes.NoisyTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tasks print, and what of it is kept. */
@Timeout(180)
class TaskLogIT {

    private static TestPool pool;

    @BeforeAll
    static void start() {
        pool = TestPool.started(PoolSettings.ofSize(1));
    }

    @AfterAll
    static void stop() {
        assertThat(pool.restarts()).isEmpty();
        pool.close();
    }

    @Test
    void whatIsPrintedIsTheLog() {
        Recording noisy = pool.run("test-noisy", NoisyTask.lines(4, "grüße 🌍"));
        assertThat(noisy.value()).isEqualTo("4");
        assertThat(noisy.log()).isEqualTo("0 grüße 🌍\n1 grüße 🌍\n2 grüße 🌍\n3 grüße 🌍\n");
    }

    @Test
    void logWithoutNewlineAtItsEndIsWhole() {
        Recording noisy = pool.run("test-noisy", new NoisyTask.Params(1, 2, "🌍", false, false));
        noisy.await();
        assertThat(noisy.log()).isEqualTo("0 🌍\n1 🌍");
    }

    @Test
    void threadOfATaskPrintsThoughInterrupted() {
        Recording noisy = pool.run("test-noisy", new NoisyTask.Params(1, 100, "x", true, true));
        noisy.await();
        assertThat(noisy.log().lines()).hasSize(100);
    }

    @Test
    void logIsCutAtItsCap() {
        Recording noisy = pool.run("test-noisy", NoisyTask.lines(200_000, "x".repeat(100)));
        noisy.await();
        assertThat(noisy.log()).hasSizeBetween(50_000, 50_100).endsWith("[output past 50000 bytes was dropped]\n");
    }
}
