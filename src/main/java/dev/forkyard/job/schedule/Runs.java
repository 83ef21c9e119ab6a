package dev.forkyard.job.schedule;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.job.JobEnd;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.State;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The jobs under way, and the turns that they take. Any thread may look one up, enlist one, and wait for an end; all else
 * belongs to the scheduler's thread.
 */
final class Runs {

    private static final int PRIORITIES = 10;

    private final JobStore store;
    private final JobFiles files;
    private final ScheduleObserver observer;
    private final Clock clock;
    private final Commits commits;
    private final FairQueue<JobRun> turns = new FairQueue<>(PRIORITIES);
    private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();
    private final Map<UUID, EndSignal> ends = new ConcurrentHashMap<>();
    private final LongAdder paramsLength = new LongAdder();
    private final Set<JobRun> unpublished = new HashSet<>();

    Runs(JobStore store, JobFiles files, ScheduleObserver observer, Clock clock, Commits commits) {
        this.store = store;
        this.files = files;
        this.observer = observer;
        this.clock = clock;
        this.commits = commits;
    }

    Optional<JobRun> find(UUID id) {
        return Optional.ofNullable(runs.get(id));
    }

    Collection<JobRun> all() {
        return runs.values();
    }

    int size() {
        return runs.size();
    }

    /** Characters of their params together. */
    long paramsLength() {
        return paramsLength.sum();
    }

    void enlist(JobRun run) {
        paramsLength.add(run.spec().params().length());
        ends.put(run.id(), new EndSignal());
        runs.put(run.id(), run);
    }

    void delist(JobRun run) {
        if (runs.remove(run.id(), run)) {
            paramsLength.add(-run.spec().params().length());
        }
        run.shared().close();
        EndSignal end = ends.remove(run.id());
        if (end != null) {
            end.fire();
        }
    }

    /** Completes once the job's end is committed; at once if it is not under way. */
    CompletableFuture<Void> whenFinal(UUID id) {
        EndSignal end = ends.get(id);
        return end == null ? CompletableFuture.completedFuture(null) : end.await();
    }

    /** Lets a job take part, unless it was cancelled before it could. */
    void serve(JobRun run) {
        if (!run.state().isFinal()) {
            run.serve();
            turns.add(run, run.spec().priority());
            advance(run);
        }
    }

    /** Whose turn it is, of those that have work for a worker as it is. */
    Optional<JobRun> next(Refusals refusals) {
        return turns.next(refusals::suit);
    }

    /** The generations of plug-ins that jobs run with, as far as these need any. */
    Set<String> generations() {
        Set<String> generations = new HashSet<>();
        runs.values().forEach(run -> generations.add(run.spec().generation()));
        return generations;
    }

    /** A job is charged for work that begins. */
    void charge(JobRun run, long expectedNanos) {
        turns.serve(run, expectedNanos);
    }

    /** What it took after all. */
    void correct(JobRun run, long differenceNanos) {
        turns.correct(run, differenceNanos);
    }

    /** Others are shown the job anew when the events at hand have been handled. */
    void changed(JobRun run) {
        unpublished.add(run);
    }

    void publish() {
        unpublished.forEach(JobRun::publish);
        unpublished.clear();
    }

    /** Begins nothing more of a job and stops what runs of it. */
    void stop(JobRun run, @Nullable JobFailure why) {
        run.end(why);
        run.leased().forEach(each -> each.lease.cancel());
    }

    /** Completes once CANCELLING or a final state is committed. */
    CompletableFuture<Void> cancel(JobRun run) {
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
    void advance(JobRun run) {
        if (run.isOver() && !run.state().isFinal()) {
            State end = run.failure() != null && run.state() != State.CANCELLING ? State.FAILED : State.CANCELLED;
            finish(run, end, null);
            return;
        }
        turns.setReady(run, run.hasWork());
        changed(run);
    }

    void finish(JobRun run, State state, Outcome.@Nullable Value result) {
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
        Runnable told = () -> {
            try {
                report(run, end);
                files.keepOnly(run.id(), end.representations());
            } finally {
                delist(run);
            }
        };
        // Refused, it is as it was before in the store, and goes on at the next start; nobody is to wait for that.
        commits.then(store.finished(run.id(), end), 1, told, () -> delist(run));
    }

    private void report(JobRun run, JobEnd end) {
        Duration wall = end.startedAt() == null ? Duration.ZERO : Duration.between(end.startedAt(), end.finishedAt());
        FailureReason reason =
                end.failure() == null ? null : end.failure().cause().reason();
        observer.jobFinished(run.spec().type(), end.state(), reason, wall);
        run.cancelAskedAt().ifPresent(asked -> observer.cancelled(Duration.between(asked, end.finishedAt())));
    }
}
