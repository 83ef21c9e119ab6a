package dev.forkyard.job.service;

import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.files.JobFiles;
import dev.forkyard.job.schedule.LiveJob;
import dev.forkyard.job.schedule.Scheduler;
import dev.forkyard.job.shared.SharedMessage;
import dev.forkyard.job.shared.SharedView;
import dev.forkyard.job.store.AttemptLog;
import dev.forkyard.job.store.JobStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What belongs to one job: its params and result at any length, its tasks, what they printed, told and share. Safe for use by
 * any thread; each call asks the store and blocks for the time of a query.
 */
public final class JobParts {

    /** Characters of a result that comes with its task where many are told. */
    private static final long SHORT_RESULT = 10_000;

    private final Jobs jobs;
    private final JobStore store;
    private final JobFiles files;
    private final Scheduler scheduler;
    private final JobsProperties limits;

    JobParts(Jobs jobs, JobStore store, JobFiles files, Scheduler scheduler, JobsProperties limits) {
        this.jobs = jobs;
        this.store = store;
        this.files = files;
        this.scheduler = scheduler;
        this.limits = limits;
    }

    /**
     * Tasks of a job; none before it was split.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public List<Task> tasks(UUID id, TaskOrder order, int offset, int limit) {
        Map<Integer, Attempt> running = runningAttempts(id);
        jobs.withoutResult(id);
        return store.tasks(id, order, offset, limit, limits.inlineResultLength()).stream()
                .map(task -> Overlay.task(task, running))
                .toList();
    }

    /** The numbers of the job's tasks that have ended, in the order in which they did. */
    public List<Integer> ended(UUID id) {
        return store.ended(id);
    }

    /** The job's tasks with these numbers, as far as there are, as the store knows them and with their results where these are short. */
    public List<Task> tasks(UUID id, int first, int last) {
        return store.tasks(id, TaskOrder.INDEX, first, last - first + 1, SHORT_RESULT);
    }

    /** The attempts of a job that run now: their numbers, by the numbers of their tasks. */
    public Map<Integer, Integer> running(UUID id) {
        Map<Integer, Integer> running = new TreeMap<>();
        runningAttempts(id).forEach((task, attempt) -> running.put(task, attempt.number()));
        return running;
    }

    /**
     * One task of a job.
     *
     * @throws JobException.NotFound if there is no such job, or it has no such task
     */
    public Task task(UUID id, int index) {
        Map<Integer, Attempt> running = runningAttempts(id);
        jobs.withoutResult(id);
        return store.task(id, index)
                .map(task -> Overlay.task(task, running))
                .orElseThrow(() -> new JobException.NotFound(id, index));
    }

    /**
     * The whole result as JSON text.
     *
     * @throws JobException.WrongState if the job has not succeeded
     */
    public String result(UUID id) {
        State state = jobs.withoutResult(id).state();
        if (state != State.SUCCEEDED) {
            String wanted = state.isFinal() ? "it has no result" : "its result is there once it has SUCCEEDED";
            throw new JobException.WrongState(id, state, wanted);
        }
        return store.result(id).orElseThrow(() -> new JobException.NotFound(id));
    }

    /**
     * The params as JSON text, however long.
     *
     * @throws JobException.NotFound if there is no such job
     */
    public String params(UUID id) {
        return store.params(id).orElseThrow(() -> new JobException.NotFound(id));
    }

    /**
     * A file that the job's result is offered as.
     *
     * @throws JobException.Unavailable if it is not there any more
     */
    public Path file(UUID id, String name) {
        return files.find(id, name)
                .orElseThrow(() -> new JobException.Unavailable(
                        "The file that holds this form of the result is not where the service keeps such files."));
    }

    /**
     * What attempts at tasks printed, in the order of tasks and attempts; that of those under way as far as it has come.
     *
     * @param first number of the first task
     * @param last number of the last one; there may be fewer
     * @throws JobException.NotFound if there is no such job
     */
    public List<AttemptLog> logs(UUID id, int first, int last) {
        Optional<LiveJob> live = scheduler.find(id);
        List<AttemptLog> stored = store.logs(id, first, last);
        if (live.isPresent()) {
            return Overlay.logs(stored, live.get(), first, last);
        }
        return knownIfAny(id, stored);
    }

    /** The names that tasks of the job were given, by their numbers; none if there is no such job. */
    public Map<Integer, String> taskNames(UUID id) {
        return store.taskNames(id);
    }

    /**
     * What the tasks of a job share: as it is now, which a crash may take back, or as they left it.
     *
     * @param mostItems how many values to list of each queue
     * @throws JobException.NotFound if there is no such job
     */
    public SharedView shared(UUID id, int mostItems) {
        Optional<SharedView> now = scheduler.shared(id, mostItems);
        jobs.withoutResult(id);
        return now.orElseGet(() -> SharedView.of(store.sharedContents(id), mostItems));
    }

    /**
     * What the tasks of a job told the client, in the order in which they did.
     *
     * @param after number of the message that the first comes after; 0: from the beginning
     * @throws JobException.NotFound if there is no such job
     */
    public List<SharedMessage> messages(UUID id, int after, int limit) {
        return knownIfAny(id, store.messages(id, after, limit));
    }

    /** Where something belongs to a job, there is the job; else that is to be asked. */
    private <T> List<T> knownIfAny(UUID id, List<T> parts) {
        if (parts.isEmpty()) {
            jobs.withoutResult(id);
        }
        return parts;
    }

    private Map<Integer, Attempt> runningAttempts(UUID id) {
        return scheduler.find(id).map(LiveJob::attempts).orElse(Map.of());
    }
}
