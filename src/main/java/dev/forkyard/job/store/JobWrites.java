package dev.forkyard.job.store;

import dev.forkyard.job.Deadlines;
import dev.forkyard.job.JobEnd;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.shared.SharedContents;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The changes of whole jobs. A job in a final state is not changed by any of them, only deleted. Its end cancels its tasks
 * that have none of their own without a word about them.
 */
final class JobWrites {

    // The same job once more is a commit whose answer was lost; another job under the id of one is an error.
    private static final String INSERT = """
            INSERT INTO jobs (id, type, name, labels, state, priority, parallelism, on_task_failure,
            timeout_nanos, task_timeout_nanos, queue_timeout_nanos, max_attempts, retry_on, isolation, generation,
            submitted_at, params)
            VALUES (?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET id = excluded.id
            WHERE jobs.type = excluded.type AND jobs.submitted_at = excluded.submitted_at
            AND jobs.params = excluded.params AND jobs.state = 'QUEUED'
            """;

    private static final String INSERT_LABEL = """
            INSERT INTO job_labels (job_id, label_key, label_value) VALUES (?, ?, ?)
            ON CONFLICT (job_id, label_key) DO NOTHING
            """;

    private static final String STARTED =
            "UPDATE jobs SET state = 'RUNNING', started_at = ? WHERE id = ? AND state = 'QUEUED'";

    private static final String CANCELLING =
            "UPDATE jobs SET state = 'CANCELLING' WHERE id = ? AND state IN ('QUEUED', 'RUNNING')";

    private static final String FINISHED = """
            UPDATE jobs SET state = ?, started_at = COALESCE(?, started_at), finished_at = ?,
            tasks_total = ?, tasks_queued = ?, tasks_running = ?, tasks_succeeded = ?, tasks_failed = ?,
            tasks_cancelled = ?, fraction = ?, wall_nanos = ?, cpu_nanos = ?, cores = ?,
            failure = ?, representations = ?, result_length = ?, result = ?
            WHERE id = ? AND state NOT IN %s
            """.formatted(States.FINAL);

    private static final String DELETE = "DELETE FROM jobs WHERE id = ? AND state IN " + States.FINAL;

    private JobWrites() {}

    static Write insert(UUID id, JobSpec spec, SharedContents shared, Instant submittedAt) {
        Deadlines deadlines = spec.deadlines();
        String labels = Json.write(spec.labels());
        String retryOn = Json.write(spec.retry().retryOn().stream().sorted().toList());
        List<Binding> labelRows = new ArrayList<>();
        spec.labels()
                .forEach((key, value) ->
                        labelRows.add(row -> row.id(id).text(key).text(value)));
        return connection -> {
            int changed = connection.update(
                    INSERT,
                    row -> row.id(id)
                            .text(spec.type())
                            .text(spec.name())
                            .text(labels)
                            .number(spec.priority())
                            .number(spec.parallelism())
                            .name(spec.onTaskFailure())
                            .duration(deadlines.timeout())
                            .duration(deadlines.taskTimeout())
                            .duration(deadlines.queueTimeout())
                            .number(spec.retry().maxAttempts())
                            .text(retryOn)
                            .name(spec.isolation())
                            .text(spec.generation())
                            .instant(submittedAt)
                            .text(LongParams.inRow(spec.params())));
            if (changed == 0) {
                throw new SQLIntegrityConstraintViolationException("There is another job " + id, "23505");
            }
            LongParams.insert(connection, id, spec.params());
            connection.updateAll(INSERT_LABEL, labelRows);
            SharedWrites.write(connection, id, shared.asChanges());
            return changed;
        };
    }

    static Write started(UUID id, Instant startedAt) {
        return connection ->
                connection.update(STARTED, row -> row.instant(startedAt).id(id));
    }

    static Write cancelling(UUID id) {
        return connection -> connection.update(CANCELLING, row -> row.id(id));
    }

    static Write finished(UUID id, JobEnd end) {
        State state = end.state();
        if (!state.isFinal()) {
            throw new IllegalArgumentException("A job does not end as " + state);
        }
        TaskCounts tasks = end.tasks();
        JobUsage usage = end.usage();
        String result = end.result();
        String cores = Json.write(usage.cores());
        String failure = Json.write(end.failure());
        String representations = Json.write(end.representations());
        return connection -> connection.update(
                FINISHED,
                row -> row.name(state)
                        .instant(end.startedAt())
                        .instant(end.finishedAt())
                        .number(tasks.total())
                        .number(tasks.queued())
                        .number(tasks.running())
                        .number(tasks.succeeded())
                        .number(tasks.failed())
                        .number(tasks.cancelled())
                        .fraction(end.fraction())
                        .duration(usage.taskWall())
                        .duration(usage.cpu())
                        .text(cores)
                        .text(failure)
                        .text(representations)
                        .number(result == null ? null : result.length())
                        .text(result)
                        .id(id));
    }

    static Write delete(UUID id) {
        return connection -> connection.update(DELETE, row -> row.id(id));
    }
}
