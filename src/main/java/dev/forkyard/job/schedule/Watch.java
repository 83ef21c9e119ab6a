package dev.forkyard.job.schedule;

import dev.forkyard.engine.Deadline;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all jobs from time to time: which deadlines have passed, which tasks wait behind one that takes long, and which
 * attempts run long enough to be worth a note in the store. Belongs to the scheduler's thread.
 */
final class Watch {

    /** What runs for so long is told to the store, so that after a crash it is known that it ran. */
    private static final long WORTH_A_NOTE = Duration.ofMillis(200).toNanos();

    /** How many times the work that a worker is handed at once its first task may take, before the others are recalled. */
    private static final int PATIENCE = 4;

    private final Runs runs;
    private final JobStore store;
    private final ScheduleObserver observer;
    private final Clock clock;
    private final Commits commits;
    private final ScheduleLimits limits;
    private final Supplier<Optional<String>> engineProblem;

    Watch(
            Runs runs,
            JobStore store,
            ScheduleObserver observer,
            Clock clock,
            Commits commits,
            ScheduleLimits limits,
            Supplier<Optional<String>> engineProblem) {
        this.runs = runs;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.commits = commits;
        this.limits = limits;
        this.engineProblem = engineProblem;
    }

    void look() {
        for (JobRun run : runs.all()) {
            if (run.isServed() && !run.state().isFinal()) {
                look(run);
            }
        }
    }

    /**
     * Looks after one job, which is not final. One that is taken up again had better be looked after before it takes part: if
     * it had been stopped for its timeout, that is not in the store, but the ends of its tasks may be.
     */
    void look(JobRun run) {
        Instant now = clock.instant();
        Deadlines deadlines = run.spec().deadlines();
        if (run.state() == State.QUEUED) {
            if (isPast(run.submittedAt(), deadlines.queueTimeout(), now)) {
                fail(run, Deadline.QUEUE_TIMEOUT, Duration.between(run.submittedAt(), now));
            }
            return;
        }
        Instant startedAt = run.startedAt();
        if (!run.isEnding() && startedAt != null && isPast(startedAt, deadlines.timeout(), now)) {
            fail(run, Deadline.TIMEOUT, Duration.between(startedAt, now));
        }
        run.leased().forEach(each -> look(each, deadlines.taskTimeout()));
    }

    private static boolean isPast(Instant since, @Nullable Duration atMost, Instant now) {
        return atMost != null && Duration.between(since, now).compareTo(atMost) >= 0;
    }

    private void fail(JobRun run, Deadline passed, Duration took) {
        var failure = DeadlineWords.failure(passed, run.spec().deadlines(), took);
        String problem = engineProblem.get().orElse("");
        if (passed == Deadline.QUEUE_TIMEOUT && !problem.isEmpty()) {
            failure = failure.as(failure.reason(), failure.message() + " " + problem);
        }
        runs.stop(run, new JobFailure(failure, run.phase(), null, null, null));
        runs.advance(run);
    }

    private void look(LeasedWork work, @Nullable Duration taskTimeout) {
        RunningWork unit = work.running();
        if (unit == null) {
            return;
        }
        long nanos = work.headNanos();
        if (unit.passed == null && !work.job.isEnding()) {
            if (taskTimeout != null && nanos >= taskTimeout.toNanos()) {
                pass(work, unit, Deadline.TASK_TIMEOUT);
            } else if (limits.killStalled() && unit.isStalled()) {
                pass(work, unit, Deadline.STALL_TIMEOUT);
            }
        }
        if (work.hasUnbegun()
                && !work.recalled
                && nanos > PATIENCE * limits.pipeline().toNanos()) {
            work.recalled = true;
            work.lease.recall();
        }
        if (!unit.recorded && work.phase == Phase.RUN && nanos >= WORTH_A_NOTE) {
            unit.recorded = true;
            commits.then(
                    store.attemptStarted(work.job.id(), unit.index, unit.running(work.lease, work.headSince())),
                    () -> {});
        }
        if (unit.isStalled() && !unit.stallReported) {
            unit.stallReported = true;
            observer.taskStalled(work.job.spec().type());
        }
    }

    private static void pass(LeasedWork work, RunningWork unit, Deadline deadline) {
        unit.passed = deadline;
        work.lease.cancel(work.head());
    }
}
