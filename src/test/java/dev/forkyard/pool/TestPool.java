package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A pool of real JVMs under test. */
final class TestPool implements AutoCloseable {

    static final String JOB = "0190b5a0-0000-7000-8000-000000000000";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WorkerPool pool;
    private final Queue<Restart> restarts = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> starts = new ConcurrentLinkedQueue<>();
    private @Nullable CompletableFuture<Void> ready;

    private TestPool(PoolProperties properties) {
        this.pool = new WorkerPool(properties, new PoolObserver() {
            @Override
            public void workerStarted(Duration took) {
                starts.add(took);
            }

            @Override
            public void workerRestarted(Restart reason) {
                restarts.add(reason);
            }
        });
    }

    /** Starts a pool, whose workers may never come. */
    static TestPool starting(PoolSettings settings) {
        TestPool pool = new TestPool(settings.toProperties());
        pool.ready = pool.pool.start();
        return pool;
    }

    /** Starts a pool and waits until it is ready. */
    static TestPool started(PoolSettings settings) {
        TestPool pool = starting(settings);
        pool.awaitIdle(settings.size());
        await().atMost(PATIENCE).until(() -> pool.pool.status().ready());
        assertThat(pool.ready).isCompleted();
        return pool;
    }

    WorkerPool pool() {
        return pool;
    }

    /** Why workers were replaced, in order. */
    List<Restart> restarts() {
        return List.copyOf(restarts);
    }

    List<Duration> starts() {
        return List.copyOf(starts);
    }

    void awaitIdle(int workers) {
        awaitIdle(workers, PATIENCE);
    }

    void awaitIdle(int workers, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(pool.status().idle()).isEqualTo(workers));
    }

    Lease lease() {
        return lease(Isolation.POOLED);
    }

    Lease lease(Isolation isolation) {
        AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            Optional<Lease> next = pool.lease(isolation, "");
            next.ifPresent(lease::set);
            return next.isPresent();
        });
        return lease.get();
    }

    /** Starts work on the next idle worker. */
    Recording start(Work... units) {
        return start(Isolation.POOLED, units);
    }

    Recording start(Isolation isolation, Work... units) {
        Recording recording = new Recording(units.length);
        while (!lease(isolation).start(List.of(units), recording)) {
            assertThat(recording.ends()).isZero();
        }
        return recording;
    }

    Recording runFresh(String type, Object input) {
        return start(Isolation.FRESH, task(type, input));
    }

    /** How the worker of that number, from 1, stands. */
    WorkerStatus worker(int number) {
        return pool.worker("worker-" + number).orElseThrow();
    }

    Recording run(String type, Object input) {
        return start(task(type, input));
    }

    static Work task(String type, Object input) {
        return new Work.Run(JOB, type, 0, "task-0", 1, json(input), List.of());
    }

    static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    static <T> T parse(String json, Class<T> type) {
        return JsonMapper.shared().readValue(json, type);
    }

    @Override
    public void close() {
        pool.close();
    }
}
