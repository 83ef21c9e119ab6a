package dev.forkyard.api;

import dev.forkyard.api.answer.LimitAnswer;
import dev.forkyard.api.body.JsonLimits;
import dev.forkyard.api.submission.SubmissionLimits;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.job.service.JobsProperties;
import dev.forkyard.job.service.SharedProperties;
import dev.forkyard.pool.PoolProperties;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists every limit that a request meets: those of the service, then those of each job type's params. */
final class Limits {

    private final List<LimitAnswer> ofService;

    Limits(ApiProperties api, JobsProperties jobs, SharedProperties shared, PoolProperties pool) {
        this.ofService = List.of(
                new LimitAnswer(
                        "jobs.unfinished",
                        "Jobs that may be queued or running at once; further submissions are answered with 429.",
                        "jobs",
                        null,
                        null,
                        jobs.maxUnfinished()),
                atMost("job.tasks", "Tasks that one job may split into.", "tasks", jobs.maxTasks()),
                atMost("job.name", "Length of a job's name.", "characters", SubmissionLimits.NAME_LENGTH),
                atMost("job.labels", "Labels that one job may carry.", "labels", jobs.maxLabels()),
                atMost("label.key", "Length of a label's key.", "characters", SubmissionLimits.LABEL_KEY_LENGTH),
                atMost("label.value", "Length of a label's value.", "characters", SubmissionLimits.LABEL_VALUE_LENGTH),
                new LimitAnswer(
                        "job.priority",
                        "Priority of a job; the highest is served first.",
                        "value",
                        SubmissionLimits.DEFAULT_PRIORITY,
                        0,
                        SubmissionLimits.MAX_PRIORITY),
                new LimitAnswer(
                        "job.parallelism",
                        "The most workers that one job may hold at once; without it, as many as there are.",
                        "workers",
                        null,
                        1,
                        SubmissionLimits.MAX_PARALLELISM),
                deadline(
                        "job.timeout",
                        "How long a job may run from its start to its end.",
                        jobs.timeout(),
                        jobs.maxTimeout()),
                deadline(
                        "job.taskTimeout",
                        "How long one attempt at a task may run; without it, as long as the job.",
                        jobs.taskTimeout(),
                        jobs.maxTimeout()),
                deadline(
                        "job.queueTimeout",
                        "How long a job may wait for its start.",
                        jobs.queueTimeout(),
                        jobs.maxTimeout()),
                new LimitAnswer(
                        "job.maxAttempts",
                        "Attempts at one task, the first included.",
                        "attempts",
                        jobs.maxAttempts(),
                        1,
                        jobs.maxMaxAttempts()),
                atMost("job.counters", "Counters that the tasks of a job may share.", "counters", shared.maxCounters()),
                atMost("job.queues", "Queues that the tasks of a job may share.", "queues", shared.maxQueues()),
                new LimitAnswer(
                        "queue.capacity",
                        "Values that a queue may be opened for.",
                        "values",
                        shared.capacity(),
                        1,
                        shared.maxCapacity()),
                atMost("job.messages", "Messages that the tasks of a job may tell.", "messages", shared.maxMessages()),
                atMost(
                        "shared.valueLength",
                        "Length of a value in a queue, and of a message, as JSON.",
                        "characters",
                        shared.maxValueLength()),
                atMost(
                        "shared.length",
                        "Length of all values in the queues of a job, and likewise of all its messages, as JSON.",
                        "characters",
                        shared.maxLength()),
                atMost(
                        "shared.totalLength",
                        "Length of all values in the queues of all unfinished jobs, as JSON.",
                        "characters",
                        shared.maxTotalLength()),
                new LimitAnswer(
                        "shared.wait",
                        "How long a task may wait for a queue or a lock; without a limit of its own, for a lock.",
                        "seconds",
                        60,
                        0,
                        86_400),
                new LimitAnswer(
                        "pool.size",
                        "Workers that the pool may be given.",
                        "workers",
                        null,
                        1,
                        PoolProperties.MAX_SIZE),
                atMost(
                        "result.length",
                        "Length of a job's or a task's result, as JSON.",
                        "characters",
                        pool.maxResultLength()),
                atMost(
                        "result.inlineLength",
                        "Longest result that is told within a job or a list of tasks, and longest params within a job, as "
                                + "JSON; longer ones are had at their own links.",
                        "characters",
                        jobs.inlineResultLength()),
                atMost(
                        "request.body",
                        "Size of a request's body.",
                        "bytes",
                        api.maxBodySize().toBytes()),
                new LimitAnswer(
                        "request.wait",
                        "How long an answer is held back for a job to end; who asks for more gets this.",
                        "seconds",
                        0,
                        0,
                        api.maxWait().toSeconds()),
                new LimitAnswer(
                        "request.limit",
                        "Items in one page of a list.",
                        "items",
                        api.defaultListLimit(),
                        1,
                        api.maxListLimit()),
                atMost(
                        "json.depth",
                        "Arrays and objects within each other in a request's body.",
                        "levels",
                        JsonLimits.DEPTH),
                atMost(
                        "json.number",
                        "Length of one number in a request's body.",
                        "characters",
                        JsonLimits.NUMBER_LENGTH),
                atMost(
                        "json.exponent",
                        "Power of ten of one number in a request's body, either way.",
                        "digits",
                        JsonLimits.EXPONENT),
                atMost("json.key", "Length of one key in a request's body.", "characters", JsonLimits.KEY_LENGTH));
    }

    /** @param types the job types that there are now */
    List<LimitAnswer> with(List<JobTypeDescription> types) {
        List<LimitAnswer> all = new ArrayList<>(ofService);
        types.forEach(type -> all.addAll(ParamLimits.of(type)));
        return all;
    }

    private static LimitAnswer atMost(String name, String description, String unit, @Nullable Number maximum) {
        return new LimitAnswer(name, description, unit, null, null, maximum);
    }

    /** Of what is above zero, the least cannot be told. */
    private static LimitAnswer deadline(
            String name, String description, @Nullable Duration otherwise, Duration maximum) {
        return new LimitAnswer(
                name, description, "seconds", otherwise == null ? null : seconds(otherwise), null, seconds(maximum));
    }

    private static Number seconds(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() : BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
