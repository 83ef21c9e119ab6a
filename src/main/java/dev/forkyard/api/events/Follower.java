package dev.forkyard.api.events;

import dev.forkyard.api.answer.Answers;
import dev.forkyard.api.answer.JobAnswer;
import dev.forkyard.api.answer.SharedAnswers;
import dev.forkyard.job.Job;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.service.JobParts;
import dev.forkyard.job.service.Jobs;
import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.store.AttemptLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows one job: looks at it and tells what is new since it last looked. All that must not be told twice is in a
 * {@link Position}, so it can go on where another left off; what runs, and how far the job is, it tells anew then. For use by
 * one thread.
 *
 * <p>What passed between two looks is not told, such as a state that lasted for a moment or a task's beginning. What ended
 * is told always, each task after all that it printed. A look tells a part of what there is if that is much, so that neither
 * the store nor the memory is taken for long.
 */
final class Follower {

    /** Tasks of one look, and likewise messages. */
    private static final int PAGE = 64;

    /** Characters after which a look tells no more tasks. */
    private static final int ENOUGH = 1 << 20;

    private final Jobs jobs;
    private final JobParts parts;
    private final Answers answers;
    private final UUID id;
    private final Position position;
    private final EventWriter writer;

    /** Tasks that were told to run: their names, and the numbers of the attempts. */
    private final Map<Integer, Begun> begun = new HashMap<>();

    /** Tasks that have ended and are to be told, in the order in which they did. */
    private final Deque<Integer> untold = new ArrayDeque<>();

    private JobAnswer.@Nullable Progress progress;

    private record Begun(int attempt, String name) {}

    /** What there is after a look. */
    enum Rest {
        /** More, which another look tells at once. */
        MORE,
        /** Nothing until something happens. */
        NOTHING_YET,
        /** Nothing ever, since the job is final. */
        NOTHING
    }

    Follower(Jobs jobs, JobParts parts, Answers answers, UUID id, Position position, EventWriter writer) {
        this.jobs = jobs;
        this.parts = parts;
        this.answers = answers;
        this.id = id;
        this.position = position;
        this.writer = writer;
    }

    /**
     * Tells what is new, or a part of it.
     *
     * @throws dev.forkyard.job.service.JobException.NotFound if the job was deleted
     */
    Rest look() {
        Job job = jobs.withoutResult(id);
        if (!job.state().isFinal()) {
            state(job);
            running();
        }
        boolean moreMessages = messages();
        if (untold.isEmpty() && ended(job) > position.endedCount()) {
            parts.ended(id).stream().filter(task -> !position.hasEnded(task)).forEach(untold::add);
        }
        tellEnded();
        if (moreMessages || ended(job) > position.endedCount()) {
            return Rest.MORE;
        }
        progress(job);
        if (!job.state().isFinal()) {
            return Rest.NOTHING_YET;
        }
        state(job);
        return Rest.NOTHING;
    }

    private static int ended(Job job) {
        return job.tasks().succeeded() + job.tasks().failed() + job.tasks().cancelled();
    }

    private void state(Job job) {
        if (position.state() != job.state()) {
            position.state(job.state());
            JobAnswer answer = answers.listed(job);
            tell("state", new StateEvent(id, answer.type(), answer.name(), answer.state(), answer.failure()));
        }
    }

    private void progress(Job job) {
        JobAnswer.Progress now = Answers.progress(job);
        if (!now.equals(progress)) {
            progress = now;
            tell("progress", now);
        }
    }

    /** Beginnings of attempts, and what those print that run. */
    private void running() {
        parts.running(id).forEach((task, attempt) -> {
            if (position.hasEnded(task)) {
                return;
            }
            Begun known = begun.get(task);
            if (known == null || known.attempt != attempt) {
                Task now = parts.task(id, task);
                known = new Begun(attempt, now.name());
                begun.put(task, known);
                if (now.state() == State.RUNNING) {
                    tell("task", answers.listed(now));
                }
            }
            logs(parts.logs(id, task, task), known.name);
        });
    }

    private void logs(List<AttemptLog> logs, String name) {
        for (AttemptLog log : logs) {
            String text = position.untold(log);
            if (!text.isEmpty()) {
                tell("log", new LogEvent(log.task(), name, log.attempt(), text));
            }
        }
    }

    private boolean messages() {
        List<SharedMessage> page = parts.messages(id, position.message(), PAGE);
        for (SharedMessage message : page) {
            position.message(message.number());
            tell("message", SharedAnswers.message(message));
        }
        return page.size() == PAGE;
    }

    private void tellEnded() {
        List<Integer> page = untold.stream().limit(PAGE).toList();
        Map<Integer, Task> tasks = new HashMap<>();
        Map<Integer, List<AttemptLog>> logs = new HashMap<>();
        for (IntRange run : IntRange.of(page)) {
            parts.tasks(id, run.first(), run.last()).forEach(task -> tasks.put(task.index(), task));
            parts.logs(id, run.first(), run.last())
                    .forEach(log -> logs.computeIfAbsent(log.task(), none -> new ArrayList<>())
                            .add(log));
        }
        for (int i = 0; i < page.size() && writer.length() < ENOUGH; i++) {
            int index = page.get(i);
            Task task = tasks.get(index);
            untold.remove();
            if (task != null) {
                logs(logs.getOrDefault(index, List.of()), task.name());
                begun.remove(index);
                position.ended(index);
                tell("task", answers.listed(task));
            }
        }
    }

    private void tell(String event, Object data) {
        writer.event(event, position.toString(), data);
    }
}
