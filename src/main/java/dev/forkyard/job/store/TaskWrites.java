package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of tasks and attempts. Those in a final state are not changed by any of them, and a task heeds nothing
 * that an attempt older than its latest has to say. Each attempt keeps what it printed, so that a repeated write cannot
 * append it twice; what a task printed is the sum.
 */
final class TaskWrites {

    private static final String INSERT_TASK = """
            INSERT INTO tasks (job_id, task_index, state, attempts, input)
            SELECT id, ?, 'QUEUED', 0, ? FROM jobs WHERE id = ? AND state NOT IN %s
            ON CONFLICT (job_id, task_index) DO NOTHING
            """.formatted(States.FINAL);

    private static final String INSERT_ATTEMPT = """
            INSERT INTO attempts (job_id, task_index, number, worker, pid, core, state, queued_at, started_at,
            finished_at, wall_nanos, cpu_nanos, gc_nanos, allocated_bytes, failure, log)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (job_id, task_index, number)
            """;

    private static final String START_ATTEMPT = INSERT_ATTEMPT + "DO NOTHING";

    private static final String END_ATTEMPT = INSERT_ATTEMPT + """
            DO UPDATE SET worker = excluded.worker, pid = excluded.pid, core = excluded.core, state = excluded.state,
            queued_at = excluded.queued_at, started_at = excluded.started_at, finished_at = excluded.finished_at,
            wall_nanos = excluded.wall_nanos, cpu_nanos = excluded.cpu_nanos, gc_nanos = excluded.gc_nanos,
            allocated_bytes = excluded.allocated_bytes, failure = excluded.failure, log = excluded.log
            WHERE attempts.state = 'RUNNING'
            """;

    private static final String UPDATE_TASK = """
            UPDATE tasks SET state = ?, finished_at = ?, result = ?, attempts = ?
            WHERE job_id = ? AND task_index = ? AND attempts <= ? AND state NOT IN %s
            """.formatted(States.FINAL);

    private static final String ABANDON_TASKS = """
            UPDATE tasks SET state = 'QUEUED' WHERE state = 'RUNNING'
            AND job_id IN (SELECT job_id FROM attempts WHERE state = 'RUNNING')
            """;

    private static final String ABANDON_ATTEMPTS =
            "UPDATE attempts SET state = 'FAILED', finished_at = ?, failure = ? WHERE state = 'RUNNING'";

    private TaskWrites() {}

    static Write split(UUID id, List<String> inputs) {
        List<Binding> tasks = new ArrayList<>(inputs.size());
        for (String input : inputs) {
            int index = tasks.size();
            tasks.add(row -> row.number(index).text(input).id(id));
        }
        return connection -> {
            connection.updateAll(INSERT_TASK, tasks);
            return tasks.size();
        };
    }

    static Write attemptStarted(UUID id, int task, Attempt attempt) {
        if (attempt.state() != State.RUNNING) {
            throw new IllegalArgumentException("An attempt does not start as " + attempt.state());
        }
        Binding row = attemptRow(id, task, attempt, "");
        return connection -> {
            int changed = connection.update(START_ATTEMPT, row);
            if (changed > 0) {
                updateTask(connection, id, task, State.RUNNING, attempt, null);
            }
            return changed;
        };
    }

    static Write attemptEnded(
            UUID id, int task, State taskState, Attempt attempt, @Nullable String result, String log) {
        if (!attempt.state().isFinal()) {
            throw new IllegalArgumentException("An attempt does not end as " + attempt.state());
        }
        Objects.requireNonNull(attempt.finishedAt(), "finishedAt");
        Binding row = attemptRow(id, task, attempt, log);
        return connection -> {
            int changed = connection.update(END_ATTEMPT, row);
            updateTask(connection, id, task, taskState, attempt, result);
            return changed;
        };
    }

    static Write abandonRunning(Instant now) {
        String failure = Json.write(Failure.of(FailureReason.SERVER_LOST, "The server stopped while the task ran."));
        return connection -> {
            connection.update(ABANDON_TASKS, row -> {});
            return connection.update(ABANDON_ATTEMPTS, row -> row.instant(now).text(failure));
        };
    }

    private static void updateTask(
            WriterConnection connection, UUID id, int task, State state, Attempt attempt, @Nullable String result)
            throws SQLException {
        connection.update(
                UPDATE_TASK,
                row -> row.name(state)
                        .instant(state.isFinal() ? attempt.finishedAt() : null)
                        .text(result)
                        .number(attempt.number())
                        .id(id)
                        .number(task)
                        .number(attempt.number()));
    }

    private static Binding attemptRow(UUID id, int task, Attempt attempt, String log) {
        String failure = Json.write(attempt.failure());
        return row -> row.id(id)
                .number(task)
                .number(attempt.number())
                .text(attempt.worker())
                .number(attempt.pid())
                .number(attempt.core())
                .name(attempt.state())
                .instant(attempt.queuedAt())
                .instant(attempt.startedAt())
                .instant(attempt.finishedAt())
                .duration(attempt.wall())
                .duration(attempt.cpu())
                .duration(attempt.gc())
                .number(attempt.allocatedBytes())
                .text(failure)
                .text(log);
    }
}
