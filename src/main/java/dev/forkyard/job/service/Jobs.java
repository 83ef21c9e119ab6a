package dev.forkyard.job.service;

import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobPage;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.LiveJob;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * All that can be done with jobs; what belongs to one of them is told by {@link JobParts}. Safe for use by any thread; what
 * returns a future does not block, what returns a value asks the store and blocks for the time of a query.
 */
public final class Jobs {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final long WITHOUT_RESULT = -1;

    private final JobTypes types;
    private final JobStore store;
    private final JobFiles files;
    private final Scheduler scheduler;
    private final Waiters waiters;
    private final JobsProperties limits;
    private final Clock clock;
    private final Consumer<String> accepted;
    private final JobIds ids;
    /** Keeps the limit exact, and ids in the order of submission. */
    private final Object submitting = new Object();

    /** @param accepted hears the type of each job that was accepted */
    Jobs(
            JobTypes types,
            JobStore store,
            JobFiles files,
            Scheduler scheduler,
            Waiters waiters,
            JobsProperties limits,
            Clock clock,
            Consumer<String> accepted) {
        this.types = types;
        this.store = store;
        this.files = files;
        this.scheduler = scheduler;
        this.waiters = waiters;
        this.limits = limits;
        this.clock = clock;
        this.ids = new JobIds(clock);
        this.accepted = accepted;
    }

    /**
     * Accepts a job whose tasks find nothing to share, and whose params are text already; else as
     * {@link #submit(String, JsonNode, SharedContents, Function)}.
     *
     * @param spec its params as the submission gave them
     */
    public CompletableFuture<Job> submit(JobSpec spec) {
        return submit(spec.type(), ParamsCheck.read(spec.params()), SharedContents.NONE, spec::withParams);
    }

    /**
     * Accepts a job. Completes with it once it is committed, so that nothing can lose it any more; exceptionally with
     * {@link JobException.Unavailable} if the store refuses it.
     *
     * @param type name of the job type
     * @param params as the submission gave them; of no use to the caller afterwards
     * @param shared what its tasks find to share, within the limits
     * @param spec made with the params' text, once they are known to be right
     * @throws JobException if the type is unknown, the params do not fit, or too many jobs are unfinished
     */
    public CompletableFuture<Job> submit(
            String type, JsonNode params, SharedContents shared, Function<String, JobSpec> spec) {
        JobSpec checked = types.accept(type, params, spec);
        UUID id;
        Instant now;
        CompletableFuture<Void> stored;
        synchronized (submitting) {
            if (scheduler.size() >= limits.maxUnfinished()) {
                throw JobException.QueueFull.ofJobs(limits.maxUnfinished(), RETRY_AFTER);
            }
            if (scheduler.size() > 0
                    && scheduler.paramsLength() + checked.params().length() > limits.maxUnfinishedParams()) {
                throw JobException.QueueFull.ofParams(limits.maxUnfinishedParams(), RETRY_AFTER);
            }
            if (!shared.isEmpty() && !scheduler.hasRoomFor(shared)) {
                throw JobException.QueueFull.ofQueues(RETRY_AFTER);
            }
            id = ids.generate();
            now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            stored = scheduler.submit(id, checked, shared, now);
        }
        return stored.handle((done, error) -> {
            if (error != null) {
                throw new CompletionException(
                        new JobException.Unavailable("The job could not be stored; it was not accepted.", error));
            }
            accepted.accept(checked.type());
            boolean inline = checked.params().length() <= Math.max(limits.inlineResultLength(), JobStore.SHORT_PARAMS);
            JobSpec told = inline ? checked : checked.withParams("");
            Long leftOut = inline ? null : Long.valueOf(checked.params().length());
            return new Job(
                    id,
                    told,
                    leftOut,
                    State.QUEUED,
                    now,
                    null,
                    null,
                    TaskCounts.NONE,
                    0,
                    null,
                    JobUsage.NONE,
                    null,
                    null);
        });
    }

    /**
     * The job as it stands, with its params and its result where they are short enough.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public Job get(UUID id) {
        return current(id, limits.inlineResultLength());
    }

    /**
     * Completes with the job once it is final, on a thread of its own kind. Cancelling the future forgets the waiter.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public CompletableFuture<Job> whenFinal(UUID id) {
        if (scheduler.find(id).isEmpty()) {
            withoutResult(id);
        }
        return waiters.await(scheduler.whenFinal(id), () -> get(id));
    }

    /**
     * The jobs of those ids as they stand, in that order and without their results.
     *
     * @throws JobException.NotFound if there is none for one of the ids
     */
    public List<Job> get(List<UUID> ids) {
        return ids.stream().map(this::withoutResult).toList();
    }

    /**
     * The job as it stands, without its result and without long params.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public Job withoutResult(UUID id) {
        return current(id, WITHOUT_RESULT);
    }

    private Job current(UUID id, long inlineLength) {
        Optional<LiveJob> live = scheduler.find(id);
        Job stored = store.find(id, inlineLength).orElseThrow(() -> new JobException.NotFound(id));
        return live.isPresent() ? Overlay.job(stored, live.get()) : stored;
    }

    /**
     * Completes once all of the jobs are final, or the first of them is; those that there are not count as final. What
     * hangs on it must not block. Cancelling the future forgets the waiter.
     */
    public CompletableFuture<Void> whenFinal(List<UUID> ids, boolean any) {
        CompletableFuture<?>[] ends = ids.stream().map(scheduler::whenFinal).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> ended =
                any ? CompletableFuture.anyOf(ends).thenAccept(first -> {}) : CompletableFuture.allOf(ends);
        CompletableFuture<Void> unused = ended.whenComplete((done, error) -> {
            for (CompletableFuture<?> each : ends) {
                each.cancel(false);
            }
        });
        return ended;
    }

    /** The jobs that fit, without their results. */
    public JobPage list(JobQuery query) {
        List<Job> jobs = new ArrayList<>();
        for (Job stored : store.list(query.withLimit(query.limit() + 1))) {
            jobs.add(stored.state().isFinal() ? stored : upToDate(stored));
        }
        if (jobs.size() <= query.limit()) {
            return new JobPage(jobs, null);
        }
        List<Job> page = jobs.subList(0, query.limit());
        return new JobPage(page, page.get(page.size() - 1).id());
    }

    /**
     * Stops a job. Completes with the job in CANCELLING or CANCELLED; exceptionally with {@link JobException.WrongState}
     * if it ended otherwise before.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public CompletableFuture<Job> cancel(UUID id) {
        withoutResult(id);
        return waiters.await(scheduler.cancel(id), () -> {
            Job job = get(id);
            if (job.state() == State.SUCCEEDED || job.state() == State.FAILED) {
                throw new JobException.WrongState(id, job.state(), "only an unfinished job can be cancelled");
            }
            return job;
        });
    }

    /**
     * Removes a final job with all that belongs to it; completes exceptionally with {@link JobException.WrongState} if it
     * is not final.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public CompletableFuture<Void> delete(UUID id) {
        State state = withoutResult(id).state();
        if (!state.isFinal()) {
            return CompletableFuture.failedFuture(
                    new JobException.WrongState(id, state, "only a finished job can be deleted; cancel it first"));
        }
        return store.delete(id).handle((deleted, error) -> {
            if (error != null) {
                throw new CompletionException(new JobException.Unavailable("The store did not delete the job.", error));
            }
            if (!deleted) {
                throw new CompletionException(new JobException.NotFound(id));
            }
            files.delete(id);
            return null;
        });
    }

    /** All job types; none until a worker has described them. */
    public List<JobTypeDescription> types() {
        return types.all();
    }

    /**
     * What is told of one job type.
     *
     * @throws JobException.UnknownType if there is none of that name
     * @throws JobException.Unavailable if no worker has told its job types yet
     */
    public JobTypeDescription type(String name) {
        return types.get(name);
    }

    /** All functions that params can name; none until a worker has described them. */
    public List<FunctionDescription> functions() {
        return types.functions();
    }

    /** How many jobs are queued or running. */
    public int underWay() {
        return scheduler.size();
    }

    /** How many jobs there are in each state. */
    public Map<State, Long> counts() {
        return store.counts();
    }

    /** A job that is listed as unfinished and not under way any more has ended since. */
    private Job upToDate(Job listed) {
        Optional<LiveJob> live = scheduler.find(listed.id());
        return live.isPresent()
                ? Overlay.job(listed, live.get())
                : store.find(listed.id(), WITHOUT_RESULT).orElse(listed);
    }
}
