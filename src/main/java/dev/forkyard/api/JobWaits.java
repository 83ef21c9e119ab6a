package dev.forkyard.api;

import dev.forkyard.job.Job;
import dev.forkyard.job.service.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Holds answers back until a job is final or time is up, without a thread for each. It stops before the web server
 * does, and then lets every held answer go. Safe for use by any thread.
 */
final class JobWaits implements SmartLifecycle, AutoCloseable {

    /** Few: what they do is short, and a hundred of them would only wait for the same few cores. */
    private static final int THREADS = 2;

    private final Jobs jobs;
    /** Runs what must not hold up the thread that ended a job: looking jobs up again. */
    private final ScheduledThreadPoolExecutor executor;

    private final Set<Hold> held = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    JobWaits(Jobs jobs) {
        this.jobs = jobs;
        var threads = new CustomizableThreadFactory("job-waits-");
        threads.setDaemon(true);
        this.executor = new ScheduledThreadPoolExecutor(THREADS, threads);
        this.executor.setRemoveOnCancelPolicy(true);
    }

    /** The accepted job once it is final, or as it stands when time is up. */
    CompletableFuture<Job> untilFinal(CompletableFuture<Job> accepted, Duration wait) {
        return wait.isZero() ? accepted : accepted.thenComposeAsync(job -> untilFinal(job.id(), wait), executor);
    }

    /**
     * The job once it is final, or as it stands when time is up.
     *
     * @throws dev.forkyard.job.service.JobException.NotFound at once, or in the future when it was deleted meanwhile
     */
    CompletableFuture<Job> untilFinal(UUID id, Duration wait) {
        CompletableFuture<Job> last = jobs.whenFinal(id);
        if (last.isDone()) {
            return last;
        }
        return hold(last, wait).thenCompose(over -> {
            if (last.isDone()) {
                return last;
            }
            last.cancel(false);
            return CompletableFuture.supplyAsync(() -> jobs.get(id), executor);
        });
    }

    /**
     * The jobs, in the order of the ids, once all or {@code any} of them are final, or as they stand when time is up.
     *
     * @throws dev.forkyard.job.service.JobException.NotFound at once where there is no job for one of the ids, or in the
     *     future when it was deleted meanwhile
     */
    CompletableFuture<List<Job>> untilFinal(List<UUID> ids, boolean any, Duration wait) {
        List<Job> now = jobs.get(ids);
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(now);
        }
        CompletableFuture<Void> last = jobs.whenFinal(ids, any);
        CompletableFuture<Void> over = last.isDone() ? last : hold(last, wait);
        return over.thenApplyAsync(
                done -> {
                    last.cancel(false);
                    return jobs.get(ids);
                },
                executor);
    }

    /** Completes when that does, however it does, or when time is up. */
    private CompletableFuture<Void> hold(CompletableFuture<?> awaited, Duration wait) {
        Hold hold = new Hold();
        held.add(hold);
        ScheduledFuture<?> alarm = executor.schedule(hold::release, wait.toMillis(), TimeUnit.MILLISECONDS);
        if (!running) {
            hold.release();
        }
        return CompletableFuture.anyOf(awaited, hold.released)
                .exceptionally(failure -> hold)
                .thenAccept(over -> {
                    alarm.cancel(false);
                    held.remove(hold);
                });
    }

    /** How many answers are held back now. */
    int count() {
        return held.size();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        held.forEach(Hold::release);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** One answer that is held back. */
    private static final class Hold {

        private final CompletableFuture<Void> released = new CompletableFuture<>();

        void release() {
            released.complete(null);
        }
    }
}
