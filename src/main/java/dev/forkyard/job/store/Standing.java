package dev.forkyard.job.store;

import dev.forkyard.job.State;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the store knows, in the course of a write, of some tasks of a job and of the attempts at them. */
final class Standing {

    private static final String STANDING =
            """
            SELECT jobs.state AS job_state, near.first_task, near.last_task, near.number, near.state, near.task_state,
            (SELECT MAX(c.last_task) FROM task_chunks c WHERE c.job_id = jobs.id) AS job_last_task
            FROM jobs LEFT JOIN %s near ON TRUE WHERE jobs.id = ?
            """.formatted(Near.table("s.first_task, s.last_task, s.number, s.state, s.task_state"));

    private final boolean jobIsFinal;
    private final List<Known> known;

    private Standing(boolean jobIsFinal, List<Known> known) {
        this.jobIsFinal = jobIsFinal;
        this.known = known;
    }

    /** A row of the answer: the job with one of the stretches, or with none, whose number is then 0. */
    private record Known(
            boolean jobIsFinal, int jobLastTask, int first, int last, int number, boolean runs, boolean decides) {

        static Known read(Row row) throws SQLException {
            Integer jobLastTask = row.optionalInteger("job_last_task");
            return new Known(
                    row.name("job_state", State.class).isFinal(),
                    jobLastTask == null ? -1 : jobLastTask,
                    row.integer("first_task"),
                    row.integer("last_task"),
                    row.integer("number"),
                    row.optionalName("state", State.class) == State.RUNNING,
                    row.optionalText("task_state") != null);
        }

        boolean covers(int task) {
            return first <= task && task <= last;
        }
    }

    /**
     * Asks for the tasks from {@code first} to {@code last}; absent where there is no such job.
     *
     * @throws SQLIntegrityConstraintViolationException if the job is there, but not all of the tasks
     */
    static @Nullable Standing find(WriterConnection connection, UUID id, int first, int last) throws SQLException {
        Binding binding = row -> {
            Near.bind(row, columns -> {}, id, first, last);
            row.id(id);
        };
        List<Known> rows = connection.query(STANDING, binding, Known::read);
        if (rows.isEmpty()) {
            return null;
        }
        Known any = rows.get(0);
        if (first < 0 || last > any.jobLastTask) {
            throw new SQLIntegrityConstraintViolationException(
                    "Job %s has no task %d".formatted(id, first < 0 ? first : last), "23503");
        }
        return new Standing(any.jobIsFinal, any.number == 0 ? List.of() : rows);
    }

    /** Whether that attempt at the task has ended before. */
    boolean hasEnded(int task, int number) {
        for (Known each : known) {
            if (each.number == number && !each.runs && each.covers(task)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the task is not final yet, and no later attempt at it is known. */
    boolean heeds(int task, int number) {
        if (jobIsFinal) {
            return false;
        }
        for (Known each : known) {
            if ((each.decides || each.number > number) && each.covers(task)) {
                return false;
            }
        }
        return true;
    }
}
