package dev.forkyard.api.answer;

import dev.forkyard.api.http.Durations;
import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FunctionDescription;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes answers of what the service knows of jobs. Safe for use by any thread. */
public final class Answers {

    private static final String JOBS = "/api/v1/jobs/";

    private final long inlineResultLength;

    /** @param inlineResultLength longest result that is told within a task of a list, in characters */
    public Answers(long inlineResultLength) {
        this.inlineResultLength = inlineResultLength;
    }

    /** Where a job is. */
    public static String path(UUID job) {
        return JOBS + job;
    }

    public JobAnswer job(Job job) {
        Job.@Nullable Result result = job.result();
        return job(job, raw(result == null ? null : result.json()));
    }

    /** The same without its result. */
    public JobAnswer listed(Job job) {
        return job(job, null);
    }

    private JobAnswer job(Job job, @Nullable RawJson result) {
        JobSpec spec = job.spec();
        return new JobAnswer(
                job.id(),
                spec.type(),
                spec.name(),
                spec.labels(),
                job.state(),
                !job.state().isFinal(),
                spec.params().isEmpty() ? null : new RawJson(spec.params()),
                job.leftOut(),
                options(spec),
                progress(job),
                timing(job),
                result,
                failure(job.failure()),
                links(job));
    }

    /** How far a job is, by itself. */
    public static JobAnswer.Progress progress(Job job) {
        return new JobAnswer.Progress(Decimals.ratio(job.fraction()), counts(job.tasks()), eta(job));
    }

    private static JobAnswer.Options options(JobSpec spec) {
        return new JobAnswer.Options(
                spec.priority(),
                spec.parallelism(),
                text(spec.deadlines().timeout()),
                text(spec.deadlines().taskTimeout()),
                text(spec.deadlines().queueTimeout()),
                spec.retry().maxAttempts(),
                spec.retry().retryOn().stream().sorted().toList(),
                spec.onTaskFailure(),
                spec.isolation());
    }

    private static JobAnswer.TaskCounts counts(TaskCounts counts) {
        return new JobAnswer.TaskCounts(
                counts.total(),
                counts.queued(),
                counts.running(),
                counts.succeeded(),
                counts.failed(),
                counts.cancelled());
    }

    private static @Nullable BigDecimal eta(Job job) {
        if (job.state() == State.SUCCEEDED) {
            return BigDecimal.ZERO;
        }
        return job.state() == State.RUNNING ? seconds(job.timeLeft()) : null;
    }

    private static JobAnswer.Timing timing(Job job) {
        @Nullable Instant started = job.startedAt();
        @Nullable Instant finished = job.finishedAt();
        @Nullable Instant leftQueue = started == null ? finished : started;
        @Nullable Duration wall = started == null || finished == null ? null : Duration.between(started, finished);
        JobUsage usage = job.usage();
        return new JobAnswer.Timing(
                job.submittedAt(),
                started,
                finished,
                leftQueue == null ? null : Decimals.seconds(Duration.between(job.submittedAt(), leftQueue)),
                seconds(wall),
                started == null ? null : Decimals.seconds(usage.taskWall()),
                started == null ? null : Decimals.seconds(usage.cpu()),
                wall == null || wall.isZero() || wall.isNegative()
                        ? null
                        : Decimals.ratio((double) usage.taskWall().toNanos() / wall.toNanos()),
                usage.cores().stream().map(Answers::core).toList());
    }

    private static JobAnswer.CoreTiming core(CoreShare share) {
        return new JobAnswer.CoreTiming(
                share.core(), share.tasks(), Decimals.seconds(share.wall()), Decimals.seconds(share.cpu()));
    }

    private static JobAnswer.Links links(Job job) {
        String self = path(job.id());
        return new JobAnswer.Links(
                self,
                self + "/params",
                job.state() == State.SUCCEEDED ? self + "/result" : null,
                self + "/tasks",
                self + "/events",
                self + "/logs",
                self + "/messages",
                self + "/counters",
                self + "/queues");
    }

    /** A task with its result, however long. */
    public TaskAnswer task(Task task) {
        return task(task, raw(task.result()));
    }

    /** A task with its result, unless that is long. */
    public TaskAnswer listed(Task task) {
        @Nullable String result = task.result();
        return task(task, result == null || result.length() > inlineResultLength ? null : new RawJson(result));
    }

    private static TaskAnswer task(Task task, @Nullable RawJson result) {
        boolean stalled = task.attempts().stream().anyMatch(attempt -> attempt.stalledSince() != null);
        return new TaskAnswer(
                task.index(),
                task.name(),
                task.state(),
                stalled ? true : null,
                result,
                failure(task.failure()),
                task.attempts().stream().map(Answers::attempt).toList());
    }

    private static TaskAnswer.AttemptAnswer attempt(Attempt attempt) {
        return new TaskAnswer.AttemptAnswer(
                attempt.number(),
                attempt.worker(),
                attempt.pid(),
                attempt.ppid(),
                attempt.core(),
                attempt.state(),
                attempt.queuedAt(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.stalledSince(),
                seconds(attempt.wall()),
                seconds(attempt.cpu()),
                seconds(attempt.gc()),
                attempt.allocatedBytes(),
                failure(attempt.failure()));
    }

    private static @Nullable FailureAnswer failure(@Nullable JobFailure failure) {
        return failure == null
                ? null
                : failure(failure.cause(), failure.phase(), failure.task(), failure.attempt(), failure.worker());
    }

    private static @Nullable FailureAnswer failure(@Nullable Failure failure) {
        return failure == null ? null : failure(failure, null, null, null, null);
    }

    private static FailureAnswer failure(
            Failure cause,
            JobFailure.@Nullable Phase phase,
            @Nullable Integer task,
            @Nullable Integer attempt,
            @Nullable String worker) {
        @Nullable Deadline deadline = cause.deadline();
        return new FailureAnswer(
                cause.reason(),
                cause.message(),
                deadline == null ? null : deadline.word(),
                cause.exceptionType(),
                cause.stack(),
                phase,
                task,
                attempt,
                worker,
                cause.exitCode(),
                cause.signal(),
                cause.crashReport());
    }

    public static JobTypeAnswer jobType(JobTypeDescription type) {
        return new JobTypeAnswer(
                type.name(),
                type.description(),
                new RawJson(type.paramsSchema()),
                type.examples().stream()
                        .map(example -> new JobTypeAnswer.Example(example.name(), new RawJson(example.params())))
                        .toList(),
                type.details());
    }

    public static FunctionAnswer function(FunctionDescription function) {
        return new FunctionAnswer(
                function.name(),
                function.description(),
                function.parameters().stream()
                        .map(each -> new FunctionAnswer.Parameter(
                                each.name(),
                                each.kind().name().toLowerCase(Locale.ROOT),
                                each.description(),
                                each.min(),
                                each.max()))
                        .toList(),
                new RawJson(function.example()));
    }

    private static @Nullable RawJson raw(@Nullable String json) {
        return json == null ? null : new RawJson(json);
    }

    private static @Nullable BigDecimal seconds(@Nullable Duration duration) {
        return duration == null ? null : Decimals.seconds(duration);
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : Durations.text(duration);
    }
}
