package dev.forkyard.job.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.State;
import dev.forkyard.job.schedule.LiveJob;
import dev.forkyard.job.schedule.ScheduleObserver;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.store.StoreObserver;
import dev.forkyard.job.store.StoreOperation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The metrics of jobs, tasks and the store. Labels are job types, states and reasons; never an id or free text. */
final class JobMetrics implements ScheduleObserver, StoreObserver {

    private static final String NO_REASON = "NONE";

    /** One scrape reads several gauges; the store is asked once for all of them. */
    private static final Duration COUNTS_AGE = Duration.ofMillis(100);

    private final MeterRegistry registry;
    private final Clock clock;

    /** Tasks end too often for their meters to be looked up by name and labels each time. */
    private final Map<TaskEnd, TaskMeters> taskMeters = new ConcurrentHashMap<>();

    @GuardedBy("this") private Map<State, Long> counts = Map.of();

    @GuardedBy("this") private Instant countsAt = Instant.EPOCH;

    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** A job of that type was accepted. */
    void jobSubmitted(String type) {
        Counter.builder("forkyard.jobs.submitted")
                .description("Jobs accepted")
                .tag("type", type)
                .register(registry)
                .increment();
    }

    @Override
    public void jobStarted(String type, Duration queued) {
        histogram("forkyard.job.queue", "From a job's submission until a worker began with it", type)
                .record(queued);
    }

    @Override
    public void jobFinished(String type, State state, @Nullable FailureReason reason, Duration wall) {
        Counter.builder("forkyard.jobs.finished")
                .description("Jobs that have ended")
                .tag("type", type)
                .tag("state", state.name())
                .tag("reason", name(reason))
                .register(registry)
                .increment();
        histogram("forkyard.job.wall", "From a job's start to its end", type).record(wall);
    }

    @Override
    public void taskFinished(String type, State state, @Nullable FailureReason reason, Duration wall, Duration cpu) {
        TaskMeters meters = taskMeters.computeIfAbsent(new TaskEnd(type, state, reason), this::register);
        meters.finished().increment();
        meters.wall().record(wall);
        meters.cpu().record(cpu);
    }

    /** What ends of tasks are counted by. */
    private record TaskEnd(
            String type, State state, @Nullable FailureReason reason) {}

    private record TaskMeters(Counter finished, Timer wall, Timer cpu) {}

    private TaskMeters register(TaskEnd end) {
        return new TaskMeters(
                Counter.builder("forkyard.tasks.finished")
                        .description("Tasks that have ended")
                        .tag("type", end.type())
                        .tag("state", end.state().name())
                        .tag("reason", name(end.reason()))
                        .register(registry),
                histogram("forkyard.task.wall", "Wall time of tasks", end.type()),
                histogram("forkyard.task.cpu", "Processor time of tasks", end.type()));
    }

    @Override
    public void taskRetried(FailureReason reason) {
        Counter.builder("forkyard.task.retries")
                .description("Attempts that failed and were followed by another")
                .tag("reason", reason.name())
                .register(registry)
                .increment();
    }

    @Override
    public void taskStalled(String type) {
        Counter.builder("forkyard.task.stalls")
                .description("Tasks that used no processor time and told no progress for long")
                .tag("type", type)
                .register(registry)
                .increment();
    }

    @Override
    public void cancelled(Duration took) {
        Timer.builder("forkyard.cancel")
                .description("From the request to cancel a job until it was CANCELLED")
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }

    @Override
    public void succeeded(StoreOperation operation, Duration took) {
        Timer.builder("forkyard.store")
                .description("Time of the store's operations; of a write: until it was committed")
                .tag("operation", operation.label())
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }

    /** Registers what is read from the scheduler and the store at each scrape. */
    void bind(Scheduler scheduler, Jobs jobs) {
        for (State state : State.values()) {
            Gauge.builder("forkyard.jobs", jobs, each -> counts(each).getOrDefault(state, 0L))
                    .description("Jobs in the store, by state")
                    .tag("state", state.name())
                    .register(registry);
        }
        Gauge.builder("forkyard.queue.tasks", scheduler, JobMetrics::waiting)
                .description("Tasks that wait for a worker; a job that is not split yet counts as one")
                .register(registry);
        Gauge.builder("forkyard.tasks.stalled", scheduler, JobMetrics::stalled)
                .description("Running tasks that have used no processor time and told no progress for long")
                .register(registry);
        Gauge.builder("forkyard.queue.oldest.age", scheduler, this::oldestAge)
                .description("How long the longest waiting task has been waiting")
                .baseUnit("seconds")
                .register(registry);
    }

    private synchronized Map<State, Long> counts(Jobs jobs) {
        Instant now = clock.instant();
        if (Duration.between(countsAt, now).abs().compareTo(COUNTS_AGE) > 0) {
            counts = jobs.counts();
            countsAt = now;
        }
        return counts;
    }

    private static double waiting(Scheduler scheduler) {
        return scheduler.all().stream()
                .mapToInt(job -> job.state() == State.QUEUED ? 1 : job.tasks().queued())
                .sum();
    }

    private static double stalled(Scheduler scheduler) {
        return scheduler.all().stream()
                .flatMap(job -> job.running().stream())
                .filter(LiveJob.RunningTask::stalled)
                .count();
    }

    private double oldestAge(Scheduler scheduler) {
        Instant now = clock.instant();
        return scheduler.all().stream()
                .map(LiveJob::waitingSince)
                .filter(Objects::nonNull)
                .mapToDouble(since -> Duration.between(since, now).toNanos() / 1e9)
                .max()
                .orElse(0);
    }

    private Timer histogram(String name, String description, String type) {
        return Timer.builder(name)
                .description(description)
                .tag("type", type)
                .publishPercentileHistogram()
                .register(registry);
    }

    private static String name(@Nullable FailureReason reason) {
        return reason == null ? NO_REASON : reason.name();
    }
}
