package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.SQLException;

/** Reads rows of the table {@code attempts}, known as {@code a} in the query. */
final class AttemptRow {

    /** The columns that {@link #attempt} reads. */
    static final String COLUMNS = """
            a.number, a.worker, a.pid, a.core, a.state AS attempt_state, a.queued_at, a.started_at,
            a.finished_at AS attempt_finished_at, a.wall_nanos, a.cpu_nanos, a.gc_nanos, a.allocated_bytes, a.failure
            """;

    private AttemptRow() {}

    static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                row.integer("number"),
                row.text("worker"),
                row.number("pid"),
                row.optionalInteger("core"),
                row.name("attempt_state", State.class),
                row.instant("queued_at"),
                row.instant("started_at"),
                row.optionalInstant("attempt_finished_at"),
                row.optionalDuration("wall_nanos"),
                row.optionalDuration("cpu_nanos"),
                row.optionalDuration("gc_nanos"),
                row.optionalNumber("allocated_bytes"),
                Json.read(row.optionalText("failure"), Failure.class),
                null);
    }
}
