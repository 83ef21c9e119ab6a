package dev.forkyard.job.schedule;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobEnd;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.schedule.RunningWork.NextWork;
import dev.forkyard.job.store.EndedAttempt;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs all jobs that are under way.
 *
 * <p>One thread, the {@link EventLoop}, owns their state: what happens elsewhere (a submission, an outcome, a commit, a
 * cancellation) is told to it as an event, so that each race has one judge. It never blocks: workers are leased without
 * waiting, and the store commits behind its back. Nothing is shown before it is committed; what follows from an outcome may
 * well be begun before, since the store keeps the order.
 */
public final class Scheduler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());
    private static final int PRIORITIES = 10;
    private static final Duration TICK = Duration.ofMillis(200);

    /** With more writes on their way the store is what is slow; more work would only make submissions wait longer. */
    private static final int MOST_UNCOMMITTED = 2_000;

    private static final long FIRST_GUESS_NANOS = Duration.ofMillis(10).toNanos();

    private final TaskEngine engine;
    private final JobStore store;
    private final ScheduleObserver observer;
    private final Clock clock;
    private final int maxTasks;
    private final EventLoop loop = new EventLoop("scheduler", TICK, this::afterEvents, this::tick);
    private final FairQueue<JobRun> turns = new FairQueue<>(PRIORITIES);
    private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();
    private final Map<UUID, EndSignal> ends = new ConcurrentHashMap<>();
    private final Set<JobRun> unpublished = new HashSet<>();
    private int uncommitted;

    /** @param maxTasks tasks that one job may split into; one that splits into more fails */
    public Scheduler(TaskEngine engine, JobStore store, ScheduleObserver observer, Clock clock, int maxTasks) {
        this.engine = engine;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.maxTasks = maxTasks;
    }

    /** Takes up the jobs that an earlier run of the server left unfinished, and begins to serve. */
    public void start() {
        Recovery.recover(store, clock, this::adopt);
        loop.start();
        engine.onCapacity(() -> loop.post(() -> {}));
    }

    /**
     * Stores a job and has it run. Completes once it is stored; exceptionally if the store refuses, and then the job is
     * forgotten. It is under way before it is stored, so that nobody who finds it there can miss its end or cancel it in
     * vain.
     */
    public CompletableFuture<Void> submit(UUID id, JobSpec spec, Instant submittedAt) {
        JobRun run = new JobRun(id, spec, submittedAt, JobUsage.NONE);
        enlist(run);
        return store.insert(id, spec, submittedAt).whenComplete((done, error) -> {
            if (error == null) {
                loop.post(() -> serve(run));
            } else {
                delist(run);
            }
        });
    }

    /** The job as it stands, if it is under way. */
    public Optional<LiveJob> find(UUID id) {
        return Optional.ofNullable(runs.get(id)).map(JobRun::live);
    }

    /** All jobs under way. */
    public List<LiveJob> all() {
        return runs.values().stream().map(JobRun::live).toList();
    }

    /** How many jobs are under way. */
    public int size() {
        return runs.size();
    }

    /**
     * Completes once the final state of the job is committed; at once if the job is not under way. One who waits no longer
     * cancels the future.
     */
    public CompletableFuture<Void> whenFinal(UUID id) {
        EndSignal end = ends.get(id);
        return end == null ? CompletableFuture.completedFuture(null) : end.await();
    }

    /**
     * Stops a job. Completes once CANCELLING or a final state is committed, whichever it is; at once if the job is not
     * under way.
     */
    public CompletableFuture<Void> cancel(UUID id) {
        CompletableFuture<CompletableFuture<Void>> asked = new CompletableFuture<>();
        loop.post(() -> {
            JobRun run = runs.get(id);
            asked.complete(run == null ? CompletableFuture.completedFuture(null) : cancel(run));
        });
        return asked.thenCompose(committed -> committed);
    }

    /** Begins nothing more; what workers do is left to itself, and taken up again at the next start. */
    @Override
    public void close() {
        loop.close();
    }

    private void adopt(JobRun run) {
        run.publish();
        enlist(run);
        loop.post(() -> serve(run));
    }

    private void enlist(JobRun run) {
        ends.put(run.id(), new EndSignal());
        runs.put(run.id(), run);
    }

    private void delist(JobRun run) {
        runs.remove(run.id());
        EndSignal end = ends.remove(run.id());
        if (end != null) {
            end.fire();
        }
    }

    /** Lets a job take part, unless it was cancelled before it could. */
    private void serve(JobRun run) {
        if (!run.state().isFinal()) {
            turns.add(run, run.spec().priority());
            advance(run);
        }
    }

    private void afterEvents() {
        try {
            leaseWorkers();
        } finally {
            unpublished.forEach(JobRun::publish);
            unpublished.clear();
        }
    }

    /** Stops where events wait: with tasks that take no time there would always be one more worker to lease. */
    private void leaseWorkers() {
        Optional<JobRun> next = turns.next();
        while (next.isPresent() && uncommitted < MOST_UNCOMMITTED) {
            Optional<Lease> lease = engine.lease();
            if (lease.isEmpty()) {
                return;
            }
            begin(next.get(), lease.get());
            next = loop.hasMore() ? Optional.empty() : turns.next();
        }
    }

    private void begin(JobRun run, Lease lease) {
        Instant now = clock.instant();
        boolean first = run.state() == State.QUEUED;
        if (first) {
            run.started(now);
            whenCommitted(store.started(run.id(), now), () -> {});
        }
        NextWork next = run.take();
        long expected = run.meanNanos().orElse(FIRST_GUESS_NANOS);
        RunningWork work = new RunningWork(run, next, lease, run.waitingSince(), now, expected);
        run.began(work);
        if (lease.start(run.toWork(next), new Listener(work))) {
            turns.serve(run, expected);
        } else {
            run.dropped(work);
            run.putBack(next);
        }
        advance(run);
        if (first) {
            observer.jobStarted(run.spec().type(), Duration.between(run.submittedAt(), now));
        }
    }

    private void onOutcome(RunningWork work, Outcome outcome, Usage usage) {
        JobRun run = work.job;
        if (work.phase == Phase.RUN) {
            endTask(work, outcome, usage);
        }
        run.released(work, usage);
        turns.correct(run, usage.wall().toNanos() - work.expectedNanos);
        if (outcome instanceof Outcome.Failed failed) {
            JobFailure failure = failure(work, failed.failure());
            if (work.phase == Phase.RUN && !run.failsFast()) {
                run.failLater(failure);
            } else {
                stop(run, failure);
            }
        } else if (outcome instanceof Outcome.Cancelled && run.state() != State.CANCELLING) {
            stop(run, null);
        } else if (outcome instanceof Outcome.Tasks tasks) {
            split(run, tasks.inputs());
        } else if (outcome instanceof Outcome.Value value && work.phase == Phase.COMBINE) {
            if (run.state() == State.RUNNING) {
                finish(run, State.SUCCEEDED, value);
                return;
            }
        }
        advance(run);
    }

    private void endTask(RunningWork work, Outcome outcome, Usage usage) {
        JobRun run = work.job;
        State state = outcome instanceof Outcome.Value
                ? State.SUCCEEDED
                : outcome instanceof Outcome.Failed ? State.FAILED : State.CANCELLED;
        Failure failure = outcome instanceof Outcome.Failed failed ? failed.failure() : null;
        String result = outcome instanceof Outcome.Value value ? value.json() : null;
        run.tasks().end(work.index, state, result);
        Attempt attempt = work.ended(state, usage, failure);
        whenCommitted(
                store.attemptsEnded(
                        run.id(), List.of(new EndedAttempt(work.index, state, attempt, result, failure, work.log()))),
                () -> {
                    run.committed(state, usage);
                    unpublished.add(run);
                    observer.taskFinished(
                            run.spec().type(),
                            state,
                            failure == null ? null : failure.reason(),
                            usage.wall(),
                            usage.cpu());
                });
    }

    private void split(JobRun run, List<String> inputs) {
        if (inputs.size() > maxTasks) {
            String message = "The job splits into %d tasks; %d are allowed.".formatted(inputs.size(), maxTasks);
            Failure tooMany = Failure.of(FailureReason.OUTPUT_LIMIT, message);
            stop(run, new JobFailure(tooMany, Phase.SPLIT, null, null, null));
            return;
        }
        if (run.state() == State.RUNNING) {
            run.split(TaskTable.fresh(inputs), clock.instant());
            whenCommitted(store.split(run.id(), inputs), () -> {
                run.splitCommitted();
                unpublished.add(run);
            });
        }
    }

    /** Begins nothing more of a job and stops what runs of it. */
    private void stop(JobRun run, @Nullable JobFailure why) {
        run.end(why);
        run.leased().forEach(each -> each.lease.cancel());
    }

    private CompletableFuture<Void> cancel(JobRun run) {
        if (run.state().isFinal()) {
            return whenFinal(run.id());
        }
        if (run.state() != State.CANCELLING) {
            run.become(State.CANCELLING);
            stop(run, null);
            boolean endsAtOnce = run.leased().isEmpty();
            run.cancelAsked(clock.instant(), endsAtOnce ? whenFinal(run.id()) : store.cancelling(run.id()));
            advance(run);
        }
        return run.cancelCommitted();
    }

    /** Brings a job's standing among the others, and in the eyes of the world, up to date; ends it when it is over. */
    private void advance(JobRun run) {
        if (run.isOver() && !run.state().isFinal()) {
            State end = run.failure() != null && run.state() != State.CANCELLING ? State.FAILED : State.CANCELLED;
            finish(run, end, null);
            return;
        }
        turns.setReady(run, run.hasWork());
        unpublished.add(run);
    }

    private void finish(JobRun run, State state, Outcome.@Nullable Value result) {
        turns.remove(run);
        run.become(state);
        Instant now = clock.instant();
        JobEnd end = new JobEnd(
                state,
                run.startedAt(),
                now,
                run.finalCounts(),
                state == State.SUCCEEDED ? 1 : run.finalFraction(),
                run.finalUsage(),
                state == State.FAILED ? run.failure() : null,
                result == null ? null : result.json(),
                result == null ? List.<Representation>of() : result.representations());
        whenCommitted(store.finished(run.id(), end), () -> {
            try {
                report(run, end);
            } finally {
                delist(run);
            }
        });
    }

    private void report(JobRun run, JobEnd end) {
        Duration wall = end.startedAt() == null ? Duration.ZERO : Duration.between(end.startedAt(), end.finishedAt());
        FailureReason reason =
                end.failure() == null ? null : end.failure().cause().reason();
        observer.jobFinished(run.spec().type(), end.state(), reason, wall);
        run.cancelAskedAt().ifPresent(asked -> observer.cancelled(Duration.between(asked, end.finishedAt())));
    }

    /** Attempts that run for a while are told to the store, so that after a crash it is known that they were made. */
    private void tick() {
        Instant before = clock.instant().minus(TICK);
        for (JobRun run : runs.values()) {
            for (RunningWork work : run.leased()) {
                if (!work.recorded && work.phase == Phase.RUN && work.startedAt.isBefore(before)) {
                    work.recorded = true;
                    whenCommitted(store.attemptStarted(run.id(), work.index, work.running()), () -> {});
                }
            }
        }
    }

    private static JobFailure failure(RunningWork work, Failure cause) {
        boolean task = work.phase == Phase.RUN;
        return new JobFailure(
                cause, work.phase, task ? work.index : null, task ? work.attempt : null, work.lease.worker());
    }

    /** Has an event run once a write is in the store. */
    private void whenCommitted(CompletableFuture<Void> write, Runnable event) {
        uncommitted++;
        CompletableFuture<Void> unused = write.whenComplete((done, error) -> loop.post(() -> {
            uncommitted--;
            if (error == null) {
                event.run();
            } else {
                LOG.log(System.Logger.Level.ERROR, "The store has refused a change for good", error);
            }
        }));
    }

    /** Carries what an engine's thread hears of a piece of work to the scheduler. */
    private final class Listener implements WorkListener {

        private final RunningWork work;

        Listener(RunningWork work) {
            this.work = work;
        }

        @Override
        public void progressed(double fraction) {
            work.progressed(fraction);
        }

        @Override
        public void printed(String text) {
            work.printed(text);
        }

        @Override
        public void finished(Outcome outcome, Usage usage) {
            loop.post(() -> onOutcome(work, outcome, usage));
        }
    }
}
