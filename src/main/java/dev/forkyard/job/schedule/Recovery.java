package dev.forkyard.job.schedule;

import dev.forkyard.job.Attempt;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import dev.forkyard.job.store.JobStore;
import dev.forkyard.job.store.StoredTask;
import dev.forkyard.job.store.UnfinishedJob;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rebuilds from the store the jobs that were under way when an earlier run of the server ended, however it ended. */
final class Recovery {

    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private Recovery() {}

    /** @param adopt takes each job, to go on where it stood, or to end where only that is missing */
    static void recover(JobStore store, Clock clock, Consumer<JobRun> adopt) {
        int abandoned = store.abandonRunning(clock.instant());
        List<UnfinishedJob> unfinished = store.unfinished();
        if (!unfinished.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Taking up {0} unfinished jobs; {1} tasks were running when the server stopped.",
                    unfinished.size(),
                    abandoned);
        }
        for (UnfinishedJob each : unfinished) {
            adopt.accept(rebuild(store, each, clock));
        }
    }

    private static JobRun rebuild(JobStore store, UnfinishedJob job, Clock clock) {
        JobRun run = new JobRun(job.id(), job.spec(), job.submittedAt(), store.usage(job.id()));
        if (job.startedAt() != null) {
            run.started(job.startedAt());
        }
        List<StoredTask> stored = store.storedTasks(job.id());
        if (!stored.isEmpty()) {
            run.split(TaskTable.restored(stored), clock.instant());
            run.splitCommitted();
            stored.stream()
                    .filter(task -> task.state() == State.FAILED)
                    .findFirst()
                    .flatMap(task -> failure(store, job, task))
                    .ifPresent(failure -> fail(run, failure));
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
        return store.task(job.id(), task.index()).flatMap(found -> {
            List<Attempt> attempts = found.attempts();
            Attempt last = attempts.get(attempts.size() - 1);
            return Optional.ofNullable(last.failure())
                    .map(cause -> new JobFailure(cause, Phase.RUN, task.index(), last.number(), last.worker()));
        });
    }
}
