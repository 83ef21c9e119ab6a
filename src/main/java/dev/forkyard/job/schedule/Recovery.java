package dev.forkyard.job.schedule;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedState;
import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.StoredTask;
import dev.forkyard.job.store.UnfinishedJob;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Rebuilds from the store the jobs that were under way when an earlier run of the server ended, however it ended. */
final class Recovery {

    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private Recovery() {}

    /**
     * @param maxServerLosses how often a task may have been running when the server ended
     * @param shared makes what the tasks of a job share
     * @param adopt takes each job, to go on where it stood, or to end where only that is missing
     */
    static void recover(JobStore store, Clock clock, int maxServerLosses, SharedStates shared, Consumer<JobRun> adopt) {
        int abandoned = store.abandonRunning(clock.instant());
        List<UnfinishedJob> unfinished = store.unfinished();
        if (!unfinished.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Taking up {0} unfinished jobs; {1} tasks were running when the server stopped.",
                    unfinished.size(),
                    abandoned);
        }
        Set<UUID> sharing = store.sharing();
        for (UnfinishedJob each : unfinished) {
            SharedContents contents =
                    sharing.contains(each.id()) ? store.sharedContents(each.id()) : SharedContents.NONE;
            adopt.accept(rebuild(store, each, shared.of(each.id(), contents), clock, maxServerLosses));
        }
    }

    private static JobRun rebuild(
            JobStore store, UnfinishedJob job, SharedState shared, Clock clock, int maxServerLosses) {
        JobRun run = new JobRun(job.id(), job.spec(), job.submittedAt(), store.usage(job.id()), shared);
        if (job.startedAt() != null) {
            run.started(job.startedAt());
        }
        List<StoredTask> stored = store.storedTasks(job.id());
        if (!stored.isEmpty()) {
            run.split(TaskTable.restored(stored, store.graph(job.id())), clock.instant());
            run.splitCommitted();
            stored.stream()
                    .filter(task -> task.state() == State.FAILED)
                    .findFirst()
                    .flatMap(task -> failure(store, job, task))
                    .ifPresent(failure -> fail(run, failure));
            giveUpOnTheCursed(run, maxServerLosses);
        }
        if (job.state() == State.CANCELLING) {
            run.become(State.CANCELLING);
            run.end(null);
        }
        return run;
    }

    private static void fail(JobRun run, JobFailure failure) {
        if (run.failsFast()) {
            run.end(failure);
        } else {
            run.failLater(failure);
        }
    }

    private static Optional<JobFailure> failure(JobStore store, UnfinishedJob job, StoredTask task) {
        return Optional.ofNullable(task.failure())
                .map(cause -> new JobFailure(
                        cause,
                        Phase.RUN,
                        task.index(),
                        task.attempts(),
                        worker(store, job, task).orElse(null)));
    }

    private static Optional<String> worker(JobStore store, UnfinishedJob job, StoredTask task) {
        return store.task(job.id(), task.index())
                .flatMap(found -> found.attempts().stream()
                        .filter(attempt -> attempt.number() == task.attempts())
                        .map(Attempt::worker)
                        .findFirst());
    }

    /** A task that is there each time that the server goes down may be what brings it down. */
    private static void giveUpOnTheCursed(JobRun run, int maxServerLosses) {
        int losses = run.tasks().worstServerLosses();
        if (losses >= maxServerLosses) {
            String message =
                    "A task of the job was running each of the %d times that the server went down; %d are allowed."
                            .formatted(losses, maxServerLosses);
            run.end(new JobFailure(Failure.of(FailureReason.SERVER_LOST, message), Phase.RUN, null, null, null));
        }
    }
}
