package dev.forkyard.job.service;

import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.schedule.LiveJob;
import dev.forkyard.job.store.AttemptLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Lays what the scheduler knows of a job under way over what the store tells of it. What the store tells is to be read
 * afterwards: where it says that something is final, it is.
 */
final class Overlay {

    private Overlay() {}

    static Job job(Job stored, LiveJob live) {
        if (stored.state().isFinal()) {
            return stored;
        }
        return new Job(
                stored.id(),
                stored.spec(),
                stored.leftOut(),
                stored.state(),
                stored.submittedAt(),
                stored.startedAt(),
                null,
                live.tasks(),
                live.fraction(),
                live.timeLeft().orElse(null),
                live.usage(),
                null,
                null);
    }

    /** @param stored of the tasks from {@code first} to {@code last}, in the order of tasks and attempts */
    static List<AttemptLog> logs(List<AttemptLog> stored, LiveJob live, int first, int last) {
        List<AttemptLog> all = new ArrayList<>(stored);
        for (LiveJob.RunningTask each : live.running()) {
            Attempt attempt = each.attempt();
            boolean isNew =
                    stored.stream().noneMatch(log -> log.task() == each.index() && log.attempt() == attempt.number());
            if (isNew
                    && each.index() >= first
                    && each.index() <= last
                    && !each.log().isEmpty()) {
                all.add(new AttemptLog(each.index(), attempt.number(), attempt.pid(), each.log()));
            }
        }
        all.sort(Comparator.comparingInt(AttemptLog::task).thenComparingInt(AttemptLog::attempt));
        return all;
    }

    /** @param running attempts that run, by the numbers of their tasks */
    static Task task(Task stored, Map<Integer, Attempt> running) {
        Attempt now = running.get(stored.index());
        if (now == null || stored.state().isFinal()) {
            return stored;
        }
        List<Attempt> attempts = new ArrayList<>(stored.attempts());
        attempts.removeIf(attempt -> attempt.number() == now.number());
        attempts.add(now);
        return new Task(stored.index(), stored.name(), State.RUNNING, null, attempts, null, null);
    }
}
