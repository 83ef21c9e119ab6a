package dev.forkyard.job.schedule;

import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Usage;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobFailure.Phase;
import dev.forkyard.job.State;
import dev.forkyard.job.store.EndedAttempt;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What becomes of a job when units of its work have ended. Belongs to the scheduler's thread. */
final class Outcomes {

    private final Runs runs;
    private final JobStore store;
    private final ScheduleObserver observer;
    private final Clock clock;
    private final Commits commits;
    private final ScheduleLimits limits;

    Outcomes(
            Runs runs, JobStore store, ScheduleObserver observer, Clock clock, Commits commits, ScheduleLimits limits) {
        this.runs = runs;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.commits = commits;
        this.limits = limits;
    }

    /** Units of a lease have ended; {@code last}: and with them the lease. */
    void take(LeasedWork work, List<UnitEnd> ends, boolean last) {
        JobRun run = work.job;
        List<Verdict> verdicts = new ArrayList<>(ends.size());
        List<RunningWork> unbegun = new ArrayList<>();
        long tookNanos = 0;
        for (UnitEnd end : ends) {
            work.ended(end.unit(), clock.instant());
            if (end.usage() != null) {
                verdicts.add(judge(work, work.units.get(end.unit()), end.outcome(), end.usage()));
                run.ended(work, work.units.get(end.unit()), end.usage());
                tookNanos += end.usage().wall().toNanos();
            } else {
                unbegun.add(work.units.get(end.unit()));
            }
        }
        run.putBack(unbegun);
        if (work.phase == Phase.RUN && !verdicts.isEmpty()) {
            commit(run, verdicts);
        }
        runs.correct(run, tookNanos - (last ? work.expectedNanos : 0));
        if (last) {
            run.released(work, clock.instant());
        }
        verdicts.forEach(verdict -> follow(work, verdict));
        if (!run.state().isFinal()) {
            runs.advance(run);
        }
    }

    /**
     * What a unit came to.
     *
     * @param outcome as it counts, which need not be as the engine told it
     */
    private record Verdict(RunningWork unit, Outcome outcome, Usage usage, Judgement judgement) {}

    private Verdict judge(LeasedWork work, RunningWork unit, Outcome told, Usage usage) {
        JobRun run = work.job;
        Outcome outcome = asItCounts(work, unit, told, usage);
        Judgement judgement = outcome instanceof Outcome.Failed failed
                ? Judgement.of(run, work.phase, unit, failed.failure(), limits)
                : Judgement.of(outcome);
        if (work.phase == Phase.RUN) {
            if (judgement.retried()) {
                run.tasks().retry(unit.index, judgement.fresh());
            } else {
                String result = outcome instanceof Outcome.Value value ? value.json() : null;
                run.tasks().end(unit.index, judgement.taskState(), result);
            }
        }
        return new Verdict(unit, outcome, usage, judgement);
    }

    /** Who let a deadline pass has failed, even if he came back a little later; and who was put off has not. */
    private Outcome asItCounts(LeasedWork work, RunningWork unit, Outcome told, Usage usage) {
        JobRun run = work.job;
        Deadline passed = unit.passed;
        if (passed != null && !isInTime(run, passed, told, usage)) {
            return new Outcome.Failed(DeadlineWords.failure(passed, run.spec().deadlines(), usage.wall()));
        }
        if (work.putOff && !run.isEnding() && !(told instanceof Outcome.Value || told instanceof Outcome.Tasks)) {
            return new Outcome.Failed(
                    Failure.of(FailureReason.SERVER_LOST, "The server was stopped while the task ran."));
        }
        return told;
    }

    private static boolean isInTime(JobRun run, Deadline passed, Outcome told, Usage usage) {
        boolean success = told instanceof Outcome.Value || told instanceof Outcome.Tasks;
        return success
                && passed == Deadline.TASK_TIMEOUT
                && usage.wall()
                                .compareTo(Objects.requireNonNull(
                                        run.spec().deadlines().taskTimeout()))
                        <= 0;
    }

    private void commit(JobRun run, List<Verdict> verdicts) {
        List<EndedAttempt> ended = new ArrayList<>(verdicts.size());
        for (Verdict each : verdicts) {
            Judgement judgement = each.judgement();
            ended.add(new EndedAttempt(
                    each.unit().index,
                    judgement.taskState(),
                    each.unit().ended(judgement.attemptState(), each.usage(), judgement.failure()),
                    each.outcome() instanceof Outcome.Value value ? value.json() : null,
                    judgement.taskFailure(),
                    each.unit().log()));
        }
        commits.then(store.attemptsEnded(run.id(), ended), ended.size(), () -> {
            for (Verdict each : verdicts) {
                run.committed(each.unit().index, each.judgement().taskState(), each.usage());
                report(run, each);
            }
            runs.changed(run);
        });
    }

    private void report(JobRun run, Verdict verdict) {
        Judgement judgement = verdict.judgement();
        Failure failure = judgement.failure();
        Usage usage = verdict.usage();
        if (judgement.retried() && failure != null) {
            observer.taskRetried(failure.reason());
        } else {
            Failure taskFailure = judgement.taskFailure();
            observer.taskFinished(
                    run.spec().type(),
                    judgement.taskState(),
                    taskFailure == null ? null : taskFailure.reason(),
                    usage.wall(),
                    usage.cpu());
        }
    }

    private void follow(LeasedWork work, Verdict verdict) {
        JobRun run = work.job;
        Judgement judgement = verdict.judgement();
        Outcome outcome = verdict.outcome();
        if (judgement.retried()) {
            if (work.phase != Phase.RUN && judgement.failure() != null) {
                observer.taskRetried(judgement.failure().reason());
            }
        } else if (judgement.taskFailure() != null) {
            JobFailure failure = jobFailure(work, verdict.unit(), judgement.taskFailure());
            if (work.phase == Phase.RUN && !run.failsFast()) {
                run.failLater(failure);
            } else {
                runs.stop(run, failure);
            }
        } else if (outcome instanceof Outcome.Cancelled && run.state() != State.CANCELLING) {
            runs.stop(run, null);
        } else if (outcome instanceof Outcome.Tasks tasks) {
            split(run, tasks);
        } else if (outcome instanceof Outcome.Value value && work.phase == Phase.COMBINE) {
            if (run.state() == State.RUNNING && !run.isEnding()) {
                runs.finish(run, State.SUCCEEDED, value);
            }
        }
    }

    private void split(JobRun run, Outcome.Tasks tasks) {
        List<String> inputs = tasks.inputs();
        if (inputs.size() > limits.maxTasks()) {
            String message =
                    "The job splits into %d tasks; %d are allowed.".formatted(inputs.size(), limits.maxTasks());
            Failure tooMany = Failure.of(FailureReason.OUTPUT_LIMIT, message);
            runs.stop(run, new JobFailure(tooMany, Phase.SPLIT, null, null, null));
            return;
        }
        if (run.state() == State.RUNNING && !run.isEnding()) {
            run.split(TaskTable.fresh(inputs, tasks.graph()), clock.instant());
            commits.then(store.split(run.id(), inputs, tasks.graph()), () -> {
                run.splitCommitted();
                runs.changed(run);
            });
        }
    }

    private static JobFailure jobFailure(LeasedWork work, RunningWork unit, Failure cause) {
        boolean task = work.phase == Phase.RUN;
        return new JobFailure(
                cause, work.phase, task ? unit.index : null, task ? unit.attempt : null, work.lease.worker());
    }
}
