package dev.forkyard.job.schedule;

import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.schedule.RunningWork.NextWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Set<RunningWork> leased = new LinkedHashSet<>();
    private final UsageSum ended;
    private final UsageSum committed;
    private Phase phase = Phase.SPLIT;
    private State state;
    private State shownState;
    private @Nullable Instant startedAt;
    private Instant waitingSince;
    private @Nullable TaskTable tasks;
    private boolean splitCommitted;
    private @Nullable JobFailure failure;
    private @Nullable Instant cancelAskedAt;
    private CompletableFuture<Void> cancelCommitted = CompletableFuture.completedFuture(null);
    private boolean ending;
    private long endedWorks;
    private long endedNanos;
    private volatile LiveJob live;

    JobRun(UUID id, JobSpec spec, Instant submittedAt, JobUsage before) {
        this.id = id;
        this.spec = spec;
        this.submittedAt = submittedAt;
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

    State state() {
        return state;
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

    /** The job was split; its tasks wait from now on. */
    void split(TaskTable table, Instant at) {
        tasks = table;
        phase = table.allSucceeded() ? Phase.COMBINE : Phase.RUN;
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
        if (ending || state.isFinal() || leased.size() >= parallelism()) {
            return false;
        }
        return switch (phase) {
            case SPLIT, COMBINE -> leased.isEmpty();
            case RUN -> tasks().hasReady();
        };
    }

    private int parallelism() {
        return spec.parallelism() == null ? Integer.MAX_VALUE : spec.parallelism();
    }

    /** Takes what a worker is to do next; {@link #hasWork()} is true. */
    NextWork take() {
        if (phase != Phase.RUN) {
            return new NextWork(phase, NO_TASK, 1);
        }
        int index = tasks().take();
        return new NextWork(phase, index, tasks().attempt(index));
    }

    /** Gives back what was taken and could not be started. */
    void putBack(NextWork next) {
        if (next.phase() == Phase.RUN) {
            tasks().putBack(next.index());
        }
    }

    Work toWork(NextWork next) {
        return switch (next.phase()) {
            case SPLIT -> new Work.Split(id.toString(), spec.type(), spec.params());
            case RUN ->
                new Work.Run(id.toString(), spec.type(), next.index(), next.attempt(), tasks().input(next.index()));
            case COMBINE -> new Work.Combine(id.toString(), spec.type(), spec.params(), tasks().results());
        };
    }

    void began(RunningWork work) {
        leased.add(work);
    }

    /** A worker is done with it, whatever came of it. */
    void released(RunningWork work, Usage took) {
        leased.remove(work);
        if (work.phase == Phase.RUN) {
            ended.add(took);
        }
        endedWorks++;
        endedNanos += took.wall().toNanos();
        if (phase == Phase.RUN && tasks().allSucceeded()) {
            phase = Phase.COMBINE;
            waitingSince = took.finishedAt();
        }
    }

    /** It could not be started after all. */
    void dropped(RunningWork work) {
        leased.remove(work);
    }

    /** The outcome of a task's attempt is in the store. */
    void committed(State taskState, Usage took) {
        tasks().commit(taskState);
        committed.add(took);
    }

    Instant waitingSince() {
        return waitingSince;
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

    Collection<RunningWork> leased() {
        return List.copyOf(leased);
    }

    /** What a piece of its work takes on average, once one has ended. */
    Optional<Long> meanNanos() {
        return endedWorks == 0 ? Optional.empty() : Optional.of(endedNanos / endedWorks);
    }

    /** No more work is to be begun; the first reason given stands. */
    void end(@Nullable JobFailure why) {
        if (failure == null && state == State.RUNNING) {
            failure = why;
        }
        ending = true;
        if (tasks != null) {
            tasks.dropReady();
        }
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

    /** The share of its tasks that ran to their end. */
    double finalFraction() {
        TaskCounts counts = finalCounts();
        return counts.total() == 0 ? 0 : (double) (counts.succeeded() + counts.failed()) / counts.total();
    }

    private LiveJob snapshot() {
        List<LiveJob.RunningTask> running = new ArrayList<>();
        if (splitCommitted) {
            for (RunningWork each : leased) {
                if (each.phase == Phase.RUN) {
                    running.add(new LiveJob.RunningTask(each));
                }
            }
        }
        return new LiveJob(
                shownState,
                startedAt,
                splitCommitted ? tasks().counts(running.size()) : TaskCounts.NONE,
                committed.total(),
                hasWork() ? waitingSince : null,
                running);
    }
}
