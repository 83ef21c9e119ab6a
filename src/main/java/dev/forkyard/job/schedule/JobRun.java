package dev.forkyard.job.schedule;

import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.shared.SharedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job under way: which work it has for workers, what they do for it, and what that adds up to. Belongs to the scheduler's
 * thread, but for {@link #live()}, which any thread may read.
 */
final class JobRun {

    private static final int NO_TASK = -1;

    private final UUID id;
    private final JobSpec spec;
    private final Instant submittedAt;
    private final SharedState shared;
    private final Set<LeasedWork> leased = new LinkedHashSet<>();
    private final UsageSum ended;
    private final UsageSum committed;
    private final Pace pace = new Pace();
    private final Tempo tempo = new Tempo();
    private Phase phase = Phase.SPLIT;
    private State state;
    private State shownState;
    private @Nullable Instant startedAt;
    private Instant waitingSince;
    private @Nullable TaskTable tasks;

    /** How many the job may have at once. */
    private int workers = 1;

    private boolean splitCommitted;
    private int failedInPhase;
    private @Nullable JobFailure failure;

    /** Whether that is why the job is ended, rather than why it will fail once all its tasks have ended. */
    private boolean decided;

    private @Nullable Instant cancelAskedAt;
    private CompletableFuture<Void> cancelCommitted = CompletableFuture.completedFuture(null);
    private boolean served;
    private boolean ending;
    private volatile LiveJob live;

    /** @param shared what its tasks share, for use by any thread */
    JobRun(UUID id, JobSpec spec, Instant submittedAt, JobUsage before, SharedState shared) {
        this.id = id;
        this.spec = spec;
        this.submittedAt = submittedAt;
        this.shared = shared;
        this.waitingSince = submittedAt;
        this.state = State.QUEUED;
        this.shownState = State.QUEUED;
        this.ended = new UsageSum(before);
        this.committed = new UsageSum(before);
        this.live = snapshot();
    }

    UUID id() {
        return id;
    }

    JobSpec spec() {
        return spec;
    }

    Instant submittedAt() {
        return submittedAt;
    }

    /** What its tasks share. */
    SharedState shared() {
        return shared;
    }

    State state() {
        return state;
    }

    Phase phase() {
        return phase;
    }

    @Nullable Instant startedAt() {
        return startedAt;
    }

    @Nullable JobFailure failure() {
        return failure;
    }

    LiveJob live() {
        return live;
    }

    /** Shows others how the job stands now. */
    void publish() {
        live = snapshot();
    }

    void become(State next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("job " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
        if (!next.isFinal()) {
            shownState = next;
        }
    }

    void started(Instant at) {
        startedAt = at;
        become(State.RUNNING);
    }

    /** It takes part from now on. */
    void serve() {
        served = true;
    }

    boolean isServed() {
        return served;
    }

    /** The job was split; its tasks wait from now on. */
    void split(TaskTable table, Instant at) {
        tasks = table;
        enter(table.allSucceeded() ? Phase.COMBINE : Phase.RUN, at);
    }

    private void enter(Phase next, Instant at) {
        phase = next;
        failedInPhase = 0;
        waitingSince = at;
    }

    /** Its tasks are in the store. */
    void splitCommitted() {
        splitCommitted = true;
    }

    TaskTable tasks() {
        if (tasks == null) {
            throw new IllegalStateException("job " + id + " is not split yet");
        }
        return tasks;
    }

    /** Whether a worker could do something for the job now. */
    boolean hasWork() {
        return hasWork(Isolation.POOLED) || hasWork(Isolation.FRESH);
    }

    /** The same for a worker that is isolated so. What was lost with a worker is tried again in one that is fresh. */
    boolean hasWork(Isolation isolation) {
        if (ending || state.isFinal() || leased.size() >= parallelism()) {
            return false;
        }
        boolean fresh = isolation == Isolation.FRESH;
        if (phase != Phase.RUN) {
            return leased.isEmpty() && fresh == failedInPhase > 0;
        }
        boolean ready = tasks().ready() > 0 && spec.isolation() == isolation;
        return ready || (fresh && tasks().hasReadyForFresh());
    }

    /**
     * Whether no attempt can begin before one that runs has ended: no task waits that could, or for no worker.
     *
     * @param capacity how many workers there are, or will be, for its attempts that run and for others
     */
    boolean isExhausted(int capacity) {
        boolean tasksWait = phase == Phase.RUN && (tasks().ready() > 0 || tasks().hasReadyForFresh());
        boolean workersLeft = leased.size() < Math.min(parallelism(), capacity);
        return phase == Phase.RUN
                && !ending
                && !(tasksWait && workersLeft)
                && leased.stream().noneMatch(LeasedWork::hasUnbegun);
    }

    private int parallelism() {
        return spec.parallelism() == null ? Integer.MAX_VALUE : spec.parallelism();
    }

    /**
     * Takes what a worker that is isolated so is to do next; {@link #hasWork(Isolation)} is true. Several tasks where they
     * are so short that their way to the worker would take longer than they do.
     */
    List<RunningWork> take(Isolation isolation, Pace.Limits limits) {
        if (phase != Phase.RUN) {
            return List.of(new RunningWork(NO_TASK, failedInPhase + 1, waitingSince));
        }
        workers = Math.max(1, Math.min(parallelism(), limits.workers()));
        tempo.begin(() -> new Progress.Checkpoint(System.nanoTime(), tasks().standing(), tasks().done(), Map.of()));
        if (isolation == Isolation.FRESH) {
            int index = tasks().hasReadyForFresh() ? tasks().takeForFresh() : tasks().take();
            return List.of(work(index));
        }
        List<RunningWork> taken = new ArrayList<>();
        int most = pace.tasksAtOnce(tasks().ready(), limits);
        int length = 0;
        do {
            length += tasks().nextInputLength();
            taken.add(work(tasks().take()));
        } while (taken.size() < most && tasks().ready() > 0 && length < limits.inputLength());
        return taken;
    }

    private RunningWork work(int index) {
        return new RunningWork(index, tasks().attempt(index), waitingSince);
    }

    /** Gives back what was taken and not begun; it is the first to be taken again, in the order it has here. */
    void putBack(List<RunningWork> works) {
        for (int i = works.size() - 1; i >= 0; i--) {
            int index = works.get(i).index;
            if (index != NO_TASK && !ending) {
                tasks().putBack(index);
            }
        }
    }

    Work toWork(RunningWork work) {
        return switch (phase) {
            case SPLIT -> new Work.Split(id.toString(), spec.type(), spec.params(), spec.tasksStandAlone());
            case RUN ->
                new Work.Run(
                        id.toString(),
                        spec.type(),
                        work.index,
                        tasks().name(work.index),
                        work.attempt,
                        tasks().input(work.index),
                        tasks().needed(work.index));
            case COMBINE -> new Work.Combine(id.toString(), spec.type(), spec.params(), tasks().results());
        };
    }

    void began(LeasedWork work) {
        leased.add(work);
    }

    /** A unit has ended on a worker, whatever came of it. */
    void ended(LeasedWork work, RunningWork unit, Usage took) {
        if (work.phase == Phase.RUN) {
            ended.add(took);
            pace.took(took.wall());
            if (tasks().hasSucceeded(unit.index)) {
                pace.did(tasks().weight(unit.index), took.wall());
            }
            tempo.ended(tasks().done(), () -> progress(runningTasks()).checkpoint(System.nanoTime()));
        }
    }

    /** A worker is done with all that it was handed. */
    void released(LeasedWork work, Instant at) {
        leased.remove(work);
        if (phase == Phase.RUN && tasks().allSucceeded()) {
            enter(Phase.COMBINE, at);
        }
    }

    /** Outcomes of tasks' attempts are in the store. */
    void committed(int task, State taskState, Usage took) {
        if (taskState.isFinal()) {
            tasks().commit(task, taskState);
        }
        committed.add(took);
    }

    /** An attempt at the split or the combination has failed; how many have by now. */
    int countFailureInPhase() {
        return ++failedInPhase;
    }

    Pace pace() {
        return pace;
    }

    /** @param committed completes when it is in the store that the job is to be cancelled */
    void cancelAsked(Instant at, CompletableFuture<Void> committed) {
        cancelAskedAt = at;
        cancelCommitted = committed;
    }

    /** Completes when it is in the store that the job is to be cancelled, which was asked for before. */
    CompletableFuture<Void> cancelCommitted() {
        return cancelCommitted;
    }

    Optional<Instant> cancelAskedAt() {
        return Optional.ofNullable(cancelAskedAt);
    }

    Collection<LeasedWork> leased() {
        return List.copyOf(leased);
    }

    /** No more work is to be begun; the first reason given for that stands. */
    void end(@Nullable JobFailure why) {
        if (why != null && !decided && state != State.CANCELLING) {
            failure = why;
            decided = true;
        }
        ending = true;
        if (tasks != null) {
            tasks.dropReady();
        }
    }

    boolean isEnding() {
        return ending;
    }

    /** Remembers why the job will fail, while its other tasks go on. */
    void failLater(JobFailure why) {
        if (failure == null) {
            failure = why;
        }
    }

    boolean failsFast() {
        return spec.onTaskFailure() == OnTaskFailure.FAIL_FAST;
    }

    /** Whether nothing is left to be done but telling the end. */
    boolean isOver() {
        boolean tasksEndedWithFailure = phase == Phase.RUN && tasks != null && tasks.allEnded();
        return leased.isEmpty() && (ending || tasksEndedWithFailure);
    }

    /** What all its attempts took, those whose outcome is about to be committed included. */
    JobUsage finalUsage() {
        return ended.total();
    }

    TaskCounts finalCounts() {
        return tasks == null ? TaskCounts.NONE : tasks.finalCounts();
    }

    /** The share of its work that tasks have done which ran to their end. */
    double finalFraction() {
        return tasks == null ? 0 : tasks.finalShare();
    }

    private LiveJob snapshot() {
        List<LiveJob.RunningTask> running = splitCommitted ? runningTasks() : List.of();
        return new LiveJob(
                shownState,
                startedAt,
                splitCommitted ? tasks().counts(running.size()) : TaskCounts.NONE,
                splitCommitted ? progress(running) : null,
                committed.total(),
                hasWork() ? waitingSince : null,
                running);
    }

    private Progress progress(List<LiveJob.RunningTask> running) {
        return tasks().progress(running, tempo.since(), workers, pace.nanosPerWeight());
    }

    private List<LiveJob.RunningTask> runningTasks() {
        List<LiveJob.RunningTask> running = new ArrayList<>();
        for (LeasedWork each : leased) {
            RunningWork unit = each.running();
            if (each.phase == Phase.RUN && unit != null) {
                running.add(new LiveJob.RunningTask(
                        each.lease, unit, each.headSince(), each.headSinceNanos(), tasks().weight(unit.index)));
            }
        }
        return List.copyOf(running);
    }
}
