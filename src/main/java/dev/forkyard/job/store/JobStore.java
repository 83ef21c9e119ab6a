package dev.forkyard.job.store;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobEnd;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.shared.SharedChanges;
import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The durable memory of all jobs. Safe for use by many threads.
 *
 * <p>Writes return at once and take effect in the order in which they are called. Their futures complete when the
 * change is committed durably, on the store's own thread: what hangs on them must not block. {@link #insert} is tried
 * once, the other writes until the database takes them or the store is closed; a write that the database rejects for
 * its content fails at once. Futures fail with {@link StoreException} only. A write to a job that is in a final state,
 * or that is not there, changes nothing and succeeds.
 *
 * <p>Reads block the caller until the database has answered and throw {@link StoreException}. Instants are kept to the
 * microsecond; NUL characters come back as U+FFFD. Of a job that is not final the store does not tell tasks, fraction
 * and usage, as the scheduler knows them.
 */
public final class JobStore implements AutoCloseable {

    /** Longest params that come with their job in whatever way it is asked for, in characters. */
    public static final int SHORT_PARAMS = LongParams.LONGEST_IN_ROW;

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final GroupCommit writer;
    private final JobReads jobs;
    private final TaskReads tasks;
    private final AttemptReads attempts;
    private final SharedReads shared;

    /**
     * Starts the writer, which holds one connection of the data source until the store is closed. The schema must be
     * there.
     *
     * @param dataSource gives at least two connections at a time; for SQLite with {@link SqliteSettings}. It is not closed
     *     with the store
     */
    public JobStore(DataSource dataSource, StoreObserver observer, Clock clock) {
        this.writer = new GroupCommit(dataSource, observer, clock, DRAIN).start();
        Reader reader = new Reader(dataSource, observer);
        this.jobs = new JobReads(reader);
        this.tasks = new TaskReads(reader);
        this.attempts = new AttemptReads(reader);
        this.shared = new SharedReads(reader);
    }

    /** Adds a job in state QUEUED whose tasks share nothing yet. */
    public CompletableFuture<Void> insert(UUID id, JobSpec spec, Instant submittedAt) {
        return insert(id, spec, SharedContents.NONE, submittedAt);
    }

    /** Adds a job in state QUEUED with what its tasks share. */
    public CompletableFuture<Void> insert(UUID id, JobSpec spec, SharedContents contents, Instant submittedAt) {
        return write(StoreOperation.INSERT, JobWrites.insert(id, spec, contents, submittedAt), false);
    }

    /** A worker first works for the job: QUEUED becomes RUNNING. */
    public CompletableFuture<Void> started(UUID id, Instant startedAt) {
        return write(StoreOperation.STARTED, JobWrites.started(id, startedAt), true);
    }

    /** Gives the job its tasks, in state QUEUED, numbered from 0; one that has tasks already keeps these as they are. */
    public CompletableFuture<Void> split(UUID id, List<String> inputs, TaskGraph graph) {
        return write(StoreOperation.SPLIT, TaskWrites.split(id, inputs, graph), true);
    }

    /**
     * An attempt runs, and so does its task.
     *
     * @param attempt in state RUNNING
     */
    public CompletableFuture<Void> attemptStarted(UUID id, int task, Attempt attempt) {
        return write(StoreOperation.ATTEMPT_STARTED, AttemptWrites.attemptStarted(id, task, attempt), true);
    }

    /**
     * Attempts have ended, whether or not their start was told; all of this is committed at once. A task is left alone where
     * a later attempt at it was told before. Attempts of one worker that end at consecutive tasks without a failure cost
     * little more than one alone, if they are told together.
     *
     * @param ended of different tasks
     */
    public CompletableFuture<Void> attemptsEnded(UUID id, List<EndedAttempt> ended) {
        return write(StoreOperation.ATTEMPT_ENDED, AttemptWrites.attemptsEnded(id, ended), true);
    }

    /**
     * What the tasks of the job share has changed.
     *
     * @param source gives, on the writer's thread, all changes since it was last asked; it must not block
     */
    public CompletableFuture<Void> shared(UUID id, Supplier<SharedChanges> source) {
        return write(StoreOperation.SHARED, SharedWrites.changes(id, source), true);
    }

    /** The job is to be cancelled: QUEUED or RUNNING becomes CANCELLING. */
    public CompletableFuture<Void> cancelling(UUID id) {
        return write(StoreOperation.CANCELLING, JobWrites.cancelling(id), true);
    }

    /** The job reaches its final state; its tasks that are not final become CANCELLED. */
    public CompletableFuture<Void> finished(UUID id, JobEnd end) {
        return write(StoreOperation.FINISHED, JobWrites.finished(id, end), true);
    }

    /** Removes a job that is final with all that belongs to it; completes with false where there is no such job. */
    public CompletableFuture<Boolean> delete(UUID id) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        writer.submit(new PendingWrite(
                StoreOperation.DELETE, JobWrites.delete(id), true, done, changed -> done.complete(changed > 0)));
        return done;
    }

    /** The job; its params and its result's JSON text are loaded where each is short, or no longer than so many characters. */
    public Optional<Job> find(UUID id, long inlineLimit) {
        return jobs.find(id, inlineLimit);
    }

    /** The jobs that match, the newest first, without their results' JSON texts and without long params. */
    public List<Job> list(JobQuery query) {
        return jobs.list(query);
    }

    /** JSON text of the job's params, however long; empty where there is no such job. */
    public Optional<String> params(UUID id) {
        return jobs.params(id);
    }

    /** JSON text of the job's result, however long; empty where it has none. */
    public Optional<String> result(UUID id) {
        return jobs.result(id);
    }

    /**
     * At most {@code limit} of the job's tasks after the first {@code offset}, with attempts, and with their results where
     * these are no longer than {@code inlineLimit} characters.
     */
    public List<Task> tasks(UUID id, TaskOrder order, int offset, int limit, long inlineLimit) {
        return tasks.tasks(id, order, offset, limit, inlineLimit);
    }

    /** The numbers of the tasks that have ended, in the order in which they did. */
    public List<Integer> ended(UUID id) {
        return tasks.ended(id);
    }

    /** One task, with attempts and result. */
    public Optional<Task> task(UUID id, int index) {
        return tasks.task(id, index);
    }

    /** The names that tasks of the job were given, by their numbers. */
    public Map<Integer, String> taskNames(UUID id) {
        return tasks.names(id);
    }

    /**
     * What ended attempts at the tasks from {@code first} to {@code last} printed, in the order of tasks and attempts; those
     * that printed nothing are left out.
     */
    public List<AttemptLog> logs(UUID id, int first, int last) {
        return attempts.logs(id, first, last);
    }

    /** What the tasks of the job share. */
    public SharedContents sharedContents(UUID id) {
        return shared.contents(id);
    }

    /** At most {@code limit} of the messages that the job's tasks told, those with a number above {@code after}. */
    public List<SharedMessage> messages(UUID id, int after, int limit) {
        return shared.messages(id, after, limit);
    }

    /** The jobs that are not final whose tasks share something. */
    public Set<UUID> sharing() {
        return shared.sharing();
    }

    /** How many jobs there are in each of the states. */
    public Map<State, Long> counts() {
        return jobs.counts();
    }

    /**
     * Fails the attempts that a stop of the server has left running, as SERVER_LOST, and queues their tasks. To be
     * called once, before anything runs; blocks until it is durable.
     *
     * @return how many attempts that were
     * @throws StoreException if the database refuses
     */
    public int abandonRunning(Instant now) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        writer.submit(new PendingWrite(
                StoreOperation.ABANDON_RUNNING, AttemptWrites.abandonRunning(now), false, done, done::complete));
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** All jobs that are not final, the oldest first. */
    public List<UnfinishedJob> unfinished() {
        return jobs.unfinished();
    }

    /** All tasks of the job, in task order. */
    public List<StoredTask> storedTasks(UUID id) {
        return tasks.storedTasks(id);
    }

    /** How the tasks of the job hang together. */
    public TaskGraph graph(UUID id) {
        return tasks.graph(id);
    }

    /** What the job's attempts that have ended took in sum. */
    public JobUsage usage(UUID id) {
        return attempts.usage(id);
    }

    /** Why writes do not get through at the moment; absent when they do. */
    public @Nullable StoreProblem problem() {
        return writer.problem();
    }

    /** Commits what waits, for at most about ten seconds, and fails the rest. Later writes fail. */
    @Override
    public void close() {
        writer.close();
    }

    private CompletableFuture<Void> write(StoreOperation operation, Write write, boolean retried) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        writer.submit(new PendingWrite(operation, write, retried, done, changed -> done.complete(null)));
        return done;
    }
}
