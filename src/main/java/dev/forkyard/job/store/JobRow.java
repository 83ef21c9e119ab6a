package dev.forkyard.job.store;

import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Representation;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code jobs}. */
final class JobRow {

    /** The columns that {@link #spec} reads beside those of {@link LongParams}. */
    static final String SPEC_COLUMNS = """
            jobs.type, jobs.name, jobs.labels, jobs.priority, jobs.parallelism, jobs.on_task_failure,
            jobs.timeout_nanos, jobs.task_timeout_nanos, jobs.queue_timeout_nanos, jobs.max_attempts, jobs.retry_on,
            jobs.isolation, jobs.generation""";

    /** The columns that {@link #job} reads beside {@code json}, which is the result or null. */
    static final String COLUMNS = SPEC_COLUMNS + """
            , jobs.id, jobs.state, jobs.submitted_at, jobs.started_at, jobs.finished_at,
            jobs.tasks_total, jobs.tasks_queued, jobs.tasks_running, jobs.tasks_succeeded, jobs.tasks_failed,
            jobs.tasks_cancelled, jobs.fraction, jobs.wall_nanos, jobs.cpu_nanos, jobs.cores, jobs.failure,
            jobs.representations, jobs.result_length
            """;

    private JobRow() {}

    static JobSpec spec(Row row) throws SQLException {
        return new JobSpec(
                row.text("type"),
                row.text("params"),
                row.optionalText("name"),
                Json.readLabels(row.text("labels")),
                row.integer("priority"),
                row.optionalInteger("parallelism"),
                row.name("on_task_failure", OnTaskFailure.class),
                new Deadlines(
                        row.optionalDuration("timeout_nanos"),
                        row.optionalDuration("task_timeout_nanos"),
                        row.optionalDuration("queue_timeout_nanos")),
                new Retry(
                        row.integer("max_attempts"),
                        Set.copyOf(Json.readList(row.text("retry_on"), FailureReason.class))),
                row.name("isolation", Isolation.class),
                row.text("generation"));
    }

    static Job job(Row row) throws SQLException {
        return new Job(
                row.id("id"),
                spec(row),
                leftOut(row),
                row.name("state", State.class),
                row.instant("submitted_at"),
                row.optionalInstant("started_at"),
                row.optionalInstant("finished_at"),
                tasks(row),
                row.fraction("fraction"),
                null,
                new JobUsage(
                        row.duration("wall_nanos"),
                        row.duration("cpu_nanos"),
                        Json.readList(row.optionalText("cores"), CoreShare.class)),
                Json.read(row.optionalText("failure"), JobFailure.class),
                result(row));
    }

    private static @Nullable Long leftOut(Row row) throws SQLException {
        return row.text("params").equals(LongParams.ELSEWHERE) ? row.optionalNumber("params_length") : null;
    }

    private static TaskCounts tasks(Row row) throws SQLException {
        return new TaskCounts(
                row.integer("tasks_total"),
                row.integer("tasks_queued"),
                row.integer("tasks_running"),
                row.integer("tasks_succeeded"),
                row.integer("tasks_failed"),
                row.integer("tasks_cancelled"));
    }

    private static Job.@Nullable Result result(Row row) throws SQLException {
        Long length = row.optionalNumber("result_length");
        return length == null
                ? null
                : new Job.Result(
                        length,
                        row.optionalText("json"),
                        Json.readList(row.optionalText("representations"), Representation.class));
    }
}
