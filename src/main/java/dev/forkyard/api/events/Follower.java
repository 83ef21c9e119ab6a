package dev.forkyard.api.events;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.JobAnswer;
import dev.forkyard.api.answer.SharedAnswers;
import dev.forkyard.job.Job;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.store.TaskLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows one job: looks at it and tells what is new since it last looked. It remembers no more than a {@link Position}, so
 * it can go on where another left off. For use by one thread.
 *
 * <p>What passed between two looks is not told, such as a state that lasted for a moment or a task's beginning; what ended
 * is told always, each task with what it printed before it.
 */
final class Follower {

    private static final int PAGE = 200;

    /** Tasks that end together may be committed in another order than they ended in. */
    private static final int LOOK_BACK = 200;

    private final Jobs jobs;
    private final Answers answers;
    private final UUID id;
    private final Position position;
    private final EventWriter writer;

    /** Tasks whose beginning was told, with their names and the numbers of the attempts. */
    private final Map<Integer, Begun> begun = new HashMap<>();

    private JobAnswer.@Nullable Progress progress;

    private record Begun(int attempt, String name) {}

    Follower(Jobs jobs, Answers answers, UUID id, Position position, EventWriter writer) {
        this.jobs = jobs;
        this.answers = answers;
        this.id = id;
        this.position = position;
        this.writer = writer;
    }

    /**
     * Tells what is new.
     *
     * @return whether the job is final, so that there will be nothing more
     * @throws IOException if the client has gone
     * @throws dev.forkyard.job.service.JobException.NotFound if the job was deleted
     */
    boolean tell() throws IOException {
        Job job = jobs.withoutResult(id);
        State state = job.state();
        if (!state.isFinal()) {
            state(job);
            running();
        }
        messages();
        ended(job);
        progress(job);
        if (state.isFinal()) {
            state(job);
        }
        return state.isFinal();
    }

    private void state(Job job) throws IOException {
        if (position.state() != job.state()) {
            position.state(job.state());
            JobAnswer answer = answers.listed(job);
            tell("state", new StateEvent(id, answer.type(), answer.name(), answer.state(), answer.failure()));
        }
    }

    private void progress(Job job) throws IOException {
        JobAnswer.Progress now = answers.listed(job).progress();
        if (!now.equals(progress)) {
            progress = now;
            tell("progress", now);
        }
    }

    /** Beginnings of attempts, and what those print that run. */
    private void running() throws IOException {
        for (Map.Entry<Integer, Integer> attempt : jobs.running(id).entrySet()) {
            int index = attempt.getKey();
            Begun known = begun.get(index);
            if (known == null || known.attempt != attempt.getValue()) {
                Task task = jobs.task(id, index);
                known = new Begun(attempt.getValue(), task.name());
                begun.put(index, known);
                if (task.state() == State.RUNNING) {
                    tell("task", answers.listed(task));
                }
            }
            for (TaskLog log : jobs.logs(id, index, index)) {
                log(index, known.name, log.text());
            }
        }
    }

    private void log(int task, String name, String whole) throws IOException {
        int told = position.logged(task);
        if (whole.length() > told) {
            position.logged(task, whole.length());
            tell("log", new LogEvent(task, name, whole.substring(told)));
        }
    }

    private void messages() throws IOException {
        List<SharedMessage> page;
        do {
            page = jobs.messages(id, position.message(), PAGE);
            for (SharedMessage message : page) {
                position.message(message.number());
                tell("message", SharedAnswers.message(message));
            }
        } while (page.size() == PAGE);
    }

    private void ended(Job job) throws IOException {
        int ended = job.tasks().succeeded() + job.tasks().failed() + job.tasks().cancelled();
        if (ended > position.endedCount()) {
            ended(Math.max(0, position.endedCount() - LOOK_BACK));
        }
        if (job.state().isFinal() && ended > position.endedCount()) {
            ended(0);
        }
    }

    /** Tells those that have ended and were not told, in the order in which they did. */
    private void ended(int from) throws IOException {
        int offset = from;
        List<Task> page;
        do {
            page = jobs.ended(id, offset, PAGE);
            offset += page.size();
            List<Task> untold = page.stream()
                    .filter(task -> !position.hasEnded(task.index()))
                    .toList();
            Map<Integer, String> logs = logs(untold);
            for (Task task : untold) {
                log(task.index(), task.name(), logs.getOrDefault(task.index(), ""));
                begun.remove(task.index());
                position.ended(task.index());
                tell("task", answers.listed(task));
            }
        } while (page.size() == PAGE);
    }

    private Map<Integer, String> logs(List<Task> tasks) {
        Map<Integer, String> logs = new HashMap<>();
        if (!tasks.isEmpty()) {
            int first = tasks.stream().mapToInt(Task::index).min().getAsInt();
            int last = tasks.stream().mapToInt(Task::index).max().getAsInt();
            jobs.logs(id, first, last).forEach(log -> logs.put(log.task(), log.text()));
        }
        return logs;
    }

    private void tell(String event, Object data) throws IOException {
        writer.event(event, position.toString(), data);
    }
}
