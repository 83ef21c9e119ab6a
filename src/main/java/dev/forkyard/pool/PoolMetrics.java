package dev.forkyard.pool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The pool's metrics. Labels are slots, cores and fixed words; never a process id or a job. */
final class PoolMetrics implements PoolObserver {

    private final MeterRegistry registry;
    private final Timer start;

    PoolMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.start = Timer.builder("forkyard.worker.start")
                .description("From a worker's launch until it has connected")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    @Override
    public void workerStarted(Duration took) {
        start.record(took);
    }

    @Override
    public void workerRestarted(Restart reason) {
        Counter.builder("forkyard.worker.restarts")
                .description("Workers that were replaced, by the reason")
                .tag("reason", reason.name())
                .register(registry)
                .increment();
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
        pool.workers()
                .forEach(worker -> Gauge.builder("forkyard.worker.memory", pool, each -> resident(each, worker.id()))
                        .description("Memory that the OS counts for the worker")
                        .baseUnit("bytes")
                        .tag("worker", worker.id())
                        .tag("area", "resident")
                        .register(registry));
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
            @org.jspecify.annotations.Nullable String unit,
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
