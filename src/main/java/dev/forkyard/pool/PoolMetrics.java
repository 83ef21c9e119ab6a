package dev.forkyard.pool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The pool's metrics. Labels are slots, cores and fixed words; never a process id or a job. */
final class PoolMetrics implements PoolObserver {

    private final MeterRegistry registry;
    private final Timer start;
    private final MultiGauge memory;

    PoolMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.start = Timer.builder("forkyard.worker.start")
                .description("From a worker's launch until it is warm")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        this.memory = MultiGauge.builder("forkyard.worker.memory")
                .description("Memory that the OS counts for the worker")
                .baseUnit("bytes")
                .register(registry);
    }

    @Override
    public void workerStarted(Duration took) {
        start.record(took);
    }

    @Override
    public void workerRestarted(Restart reason) {
        Counter.builder("forkyard.worker.restarts")
                .description("Workers that were replaced, or could not be started, by the reason")
                .tag("reason", reason.name())
                .register(registry)
                .increment();
    }

    /** A slot that is gone takes its series with it. */
    @Override
    public void slotsChanged(WorkerPool pool) {
        memory.register(
                pool.workers().stream()
                        .map(WorkerStatus::id)
                        .map(id -> MultiGauge.Row.of(
                                Tags.of("worker", id, "area", "resident"), pool, each -> resident(each, id)))
                        .toList(),
                true);
    }

    /** Registers what is read from the pool at each scrape. */
    void bind(WorkerPool pool) {
        for (WorkerStatus.State state : WorkerStatus.State.values()) {
            Gauge.builder(
                            "forkyard.workers",
                            pool,
                            each -> each.workers().stream()
                                    .filter(worker -> worker.state() == state)
                                    .count())
                    .description("Workers by what they are doing")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("forkyard.worker.spares", pool, each -> each.status().spares())
                .description("JVMs that are ready to take the place of a worker")
                .register(registry);
        for (PoolStatus.Circuit circuit : PoolStatus.Circuit.values()) {
            Gauge.builder("forkyard.worker.circuit", pool, each -> each.status().circuit() == circuit ? 1 : 0)
                    .description("Whether workers are being started: 1 for the state that holds")
                    .tag("state", circuit.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        slotsChanged(pool);
        for (CoreStatus core : pool.cores()) {
            counter(
                    "forkyard.core.busy",
                    "seconds",
                    "Time that workers on the core had work",
                    pool,
                    core.core(),
                    each -> seconds(each.busy()));
            counter(
                    "forkyard.core.cpu",
                    "seconds",
                    "Processor time of the work that ended on the core",
                    pool,
                    core.core(),
                    each -> seconds(each.cpu()));
            counter("forkyard.core.tasks", null, "Tasks that ended on the core", pool, core.core(), CoreStatus::tasks);
        }
    }

    private void counter(
            String name,
            @Nullable String unit,
            String description,
            WorkerPool pool,
            int core,
            ToDoubleFunction<CoreStatus> value) {
        FunctionCounter.builder(
                        name,
                        pool,
                        each -> each.cores().stream()
                                .filter(status -> status.core() == core)
                                .mapToDouble(value)
                                .sum())
                .description(description)
                .baseUnit(unit)
                .tag("core", Integer.toString(core))
                .register(registry);
    }

    private static double resident(WorkerPool pool, String id) {
        return pool.worker(id)
                .map(WorkerStatus::residentBytes)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
