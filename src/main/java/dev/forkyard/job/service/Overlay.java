package dev.forkyard.job.service;

import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.schedule.LiveJob;
import java.util.ArrayList;
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
