package dev.forkyard.job.schedule;

import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.shared.Caller;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedView;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs all jobs that are under way.
 *
 * <p>One thread, the {@link EventLoop}, owns their state: what happens elsewhere (a submission, an outcome, a commit, a
 * cancellation) is told to it as an event, so that each race has one judge. It never blocks: workers are leased without
 * waiting, and the store commits behind its back. Nothing is shown before it is committed, but for what tasks share, which
 * is shown as it is in memory; what follows from an outcome may well be begun before, since the store keeps the order.
 */
public final class Scheduler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());
    private static final Duration TICK = Duration.ofMillis(50);

    /** With more on its way the store is what is slow; more work would only make submissions wait longer. */
    private static final int MOST_UNCOMMITTED = 20_000;

    private static final int MOST_TASKS_AT_ONCE = 1_024;
    private static final int MOST_INPUT_AT_ONCE = 1 << 18;

    /** Beyond the engine's own grace: the worker's death has to be noticed, and told. */
    private static final Duration MERCY = Duration.ofSeconds(3);

    private final TaskEngine engine;
    private final JobStore store;
    private final JobFiles files;
    private final ScheduleObserver observer;
    private final Clock clock;
    private final ScheduleLimits limits;
    private final EventLoop loop = new EventLoop("scheduler", TICK, this::afterEvents, this::tick);
    private final Commits commits = new Commits(loop);
    private final Runs runs;
    private final SharedStates shared;
    private final Outcomes outcomes;
    private final Watch watch;
    private @Nullable CompletableFuture<Void> drained;
    private int leases;

    public Scheduler(
            TaskEngine engine,
            JobStore store,
            JobFiles files,
            ScheduleObserver observer,
            Clock clock,
            ScheduleLimits limits) {
        this.engine = engine;
        this.store = store;
        this.files = files;
        this.observer = observer;
        this.clock = clock;
        this.limits = limits;
        this.runs = new Runs(store, files, observer, clock, commits);
        this.shared = new SharedStates(store, clock, limits.shared());
        this.outcomes = new Outcomes(runs, store, observer, clock, commits, limits);
        this.watch = new Watch(runs, store, observer, clock, commits, limits, engine::problem);
    }

    /** Takes up the jobs that an earlier run of the server left unfinished, and begins to serve. */
    public void start() {
        Recovery.recover(store, clock, limits.maxServerLosses(), shared, this::adopt);
        engine.keep(runs::generations);
        files.sweep(this::offers);
        loop.start();
        engine.onCapacity(() -> loop.post(() -> {}));
    }

    /**
     * Stores a job and has it run. Completes once it is stored; exceptionally if the store refuses, and then the job is
     * forgotten. It is under way before it is stored, so that nobody who finds it there can miss its end or cancel it in
     * vain.
     */
    public CompletableFuture<Void> submit(UUID id, JobSpec spec, Instant submittedAt) {
        return submit(id, spec, SharedContents.NONE, submittedAt);
    }

    /** The same for a job whose tasks find something to share. */
    public CompletableFuture<Void> submit(UUID id, JobSpec spec, SharedContents contents, Instant submittedAt) {
        JobRun run = new JobRun(id, spec, submittedAt, JobUsage.NONE, shared.of(id, contents));
        runs.enlist(run);
        return store.insert(id, spec, contents, submittedAt).whenComplete((done, error) -> {
            if (error == null) {
                loop.post(() -> runs.serve(run));
            } else {
                runs.delist(run);
            }
        });
    }

    /** The job as it stands, if it is under way. */
    public Optional<LiveJob> find(UUID id) {
        return runs.find(id).map(JobRun::live);
    }

    /** Whether a job with that in its queues may be under way beside the others. */
    public boolean hasRoomFor(SharedContents contents) {
        return shared.hasRoomFor(contents);
    }

    /**
     * What the tasks of a job share now, if it is under way. It may not be committed yet, so a crash may take it back.
     *
     * @param mostItems how many values to list of each queue
     */
    public Optional<SharedView> shared(UUID id, int mostItems) {
        return runs.find(id).map(run -> run.shared().view(mostItems));
    }

    /** All jobs under way. */
    public List<LiveJob> all() {
        return runs.all().stream().map(JobRun::live).toList();
    }

    /** How many jobs are under way. */
    public int size() {
        return runs.size();
    }

    /** Characters of the params of all jobs under way. */
    public long paramsLength() {
        return runs.paramsLength();
    }

    /**
     * Completes once the final state of the job is committed; at once if the job is not under way. One who waits no longer
     * cancels the future.
     */
    public CompletableFuture<Void> whenFinal(UUID id) {
        return runs.whenFinal(id);
    }

    /**
     * Stops a job. Completes once CANCELLING or a final state is committed, whichever it is; at once if the job is not
     * under way.
     */
    public CompletableFuture<Void> cancel(UUID id) {
        CompletableFuture<CompletableFuture<Void>> asked = new CompletableFuture<>();
        loop.post(() -> asked.complete(
                runs.find(id).map(runs::cancel).orElseGet(() -> CompletableFuture.completedFuture(null))));
        return asked.thenCompose(committed -> committed);
    }

    /**
     * Begins nothing more, and lets what runs come to its end for a while; what takes longer is interrupted, and taken up
     * again at the next start. Blocks until nothing runs any more.
     */
    @Override
    public void close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.post(() -> {
            drained = done;
            leased().forEach(work -> work.lease.recall());
        });
        if (!isDone(done, limits.drain())) {
            loop.post(() -> leased().forEach(Scheduler::putOff));
            if (!isDone(done, limits.cancelGrace().plus(MERCY))) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Some work has not stopped; it is taken up again at the next start.");
            }
        }
        loop.close();
    }

    /** The forms in which the result of a job can be had; none if there is no such job, absent while it is not final. */
    private Optional<List<Representation>> offers(UUID id) {
        Optional<Job> job = store.find(id, 0);
        if (job.isPresent() && !job.get().state().isFinal()) {
            return Optional.empty();
        }
        return Optional.of(job.map(Job::result).map(Job.Result::representations).orElse(List.of()));
    }

    private List<LeasedWork> leased() {
        return runs.all().stream().flatMap(run -> run.leased().stream()).toList();
    }

    private static void putOff(LeasedWork work) {
        work.putOff = true;
        work.lease.cancel();
    }

    private boolean isDone(CompletableFuture<Void> done, Duration within) {
        if (!loop.isRunning()) {
            return true;
        }
        try {
            done.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void adopt(JobRun run) {
        run.publish();
        runs.enlist(run);
        loop.post(() -> {
            watch.look(run);
            runs.serve(run);
        });
    }

    private void tick() {
        watch.look();
        WaitsInVain.fail(runs.all(), engine.capacity());
        runs.publish();
    }

    private void afterEvents() {
        try {
            CompletableFuture<Void> done = drained;
            if (done == null) {
                leaseWorkers();
            } else if (leases == 0 && commits.pending() == 0) {
                done.complete(null);
            }
        } finally {
            runs.publish();
        }
    }

    /** Stops where events wait: with tasks that take no time there would always be one more worker to lease. */
    private void leaseWorkers() {
        Refusals refusals = new Refusals();
        while (commits.pending() < MOST_UNCOMMITTED && !refusals.isTotal()) {
            Optional<JobRun> next = runs.next(refusals);
            if (next.isEmpty()) {
                return;
            }
            Isolation isolation = refusals.suits(next.get(), Isolation.FRESH) ? Isolation.FRESH : Isolation.POOLED;
            String generation = next.get().spec().generation();
            Optional<Lease> lease = engine.lease(isolation, generation);
            if (lease.isEmpty()) {
                refusals.add(isolation, generation);
            } else {
                begin(next.get(), lease.get(), isolation);
                if (loop.hasMore()) {
                    return;
                }
            }
        }
    }

    private void begin(JobRun run, Lease lease, Isolation isolation) {
        Instant now = clock.instant();
        boolean first = run.state() == State.QUEUED;
        if (first) {
            run.started(now);
            commits.then(store.started(run.id(), now), () -> {});
        }
        Phase phase = run.phase();
        List<RunningWork> units = run.take(
                isolation,
                new Pace.Limits(limits.pipeline(), MOST_TASKS_AT_ONCE, MOST_INPUT_AT_ONCE, engine.capacity()));
        long expected = units.size() * run.pace().expectedNanos();
        LeasedWork work = new LeasedWork(run, phase, lease, units, now, expected);
        run.began(work);
        leases++;
        if (lease.start(units.stream().map(run::toWork).toList(), new Listener(work))) {
            runs.charge(run, expected);
        } else {
            leases--;
            run.released(work, now);
            run.putBack(units);
        }
        runs.advance(run);
        if (first) {
            observer.jobStarted(run.spec().type(), Duration.between(run.submittedAt(), now));
        }
    }

    /** Carries what an engine's thread hears of units of work to the scheduler. */
    private final class Listener implements WorkListener {

        private final LeasedWork work;

        /** The unit that asks, or did last. One thread writes, another looks. */
        private volatile @Nullable Calling calling;

        /** When the unit that runs began, as near as it is known here. */
        private volatile Instant runningSince = clock.instant();

        Listener(LeasedWork work) {
            this.work = work;
        }

        @Override
        public void progressed(int unit, double fraction) {
            work.units.get(unit).progressed(fraction);
        }

        @Override
        public void printed(int unit, String text) {
            work.units.get(unit).printed(text);
        }

        @Override
        public void asked(int unit, SharedCall call) {
            Calling asking = calling;
            if (asking == null || asking.unit() != unit) {
                if (asking != null) {
                    work.job.shared().leave(asking.caller()); // It has ended, though that may be told after this.
                }
                asking = new Calling(unit, caller(unit));
                calling = asking;
            }
            work.job.shared().call(asking.caller(), call);
        }

        private Caller caller(int unit) {
            RunningWork running = work.units.get(unit);
            return new Caller(
                    running.index,
                    running.running(work.lease, runningSince),
                    answer -> work.lease.answer(unit, answer));
        }

        /** Who waits for others has not stalled; the engine counts the answer as a sign of life, and looks anew. */
        @Override
        public void stalled(int unit, @Nullable Instant since) {
            Calling last = calling;
            boolean waits =
                    last != null && last.unit() == unit && work.job.shared().isWaiting(last.caller());
            work.units.get(unit).stalled(waits ? null : since);
        }

        @Override
        public void ended(List<UnitEnd> ends, boolean last) {
            runningSince = clock.instant();
            Calling asked = calling;
            if (asked != null && ends.stream().anyMatch(end -> end.unit() == asked.unit())) {
                work.job.shared().leave(asked.caller()); // It is kept, so that it is known if it speaks again.
            }
            loop.post(() -> {
                leases -= last ? 1 : 0;
                outcomes.take(work, ends, last);
            });
        }
    }

    /** A unit as one that asks. */
    private record Calling(int unit, Caller caller) {}
}
