package dev.forkyard.job.store;

import java.sql.SQLException;
import java.util.UUID;

/**
 * The stretches of a job that hold any of some consecutive tasks, as a table to ask. Those that begin among the tasks are
 * found by their keys; only stretches of several tasks may begin before, and these have an index of their own, so that
 * attempts kept one by one are not looked through.
 */
final class Near {

    private Near() {}

    /** @param columns of the table {@code s} */
    static String table(String columns) {
        return """
                (SELECT %1$s FROM attempt_stretches s WHERE s.job_id = ? AND s.first_task >= ? AND s.first_task <= ?
                UNION ALL
                SELECT %1$s FROM attempt_stretches s WHERE s.job_id = ? AND s.last_task > s.first_task
                AND s.first_task > ? AND s.first_task < ? AND s.last_task >= ?)
                """.formatted(columns);
    }

    /** @param columns sets the parameters of the columns, if they have any */
    static void bind(Binder row, Binding columns, UUID id, long first, long last) throws SQLException {
        columns.bind(row);
        row.id(id).number(first).number(last);
        columns.bind(row);
        row.id(id).number(first - EndedStretch.MOST_TASKS).number(first).number(first);
    }
}
