package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attempts at consecutive tasks, as read from a row of {@code attempt_stretches}; for use by one thread. */
final class Stretch {

    private static final String STANDING = """
            s.first_task, s.last_task, s.number, s.state, s.task_state, s.worker, s.pid, s.ppid, s.core, s.queued_at,
            s.started_at, s.finished_at, s.wall_nanos, s.cpu_nanos, s.gc_nanos, s.allocated_bytes, s.measures,
            s.result_lengths""";

    /** The columns that {@link #read} reads of the table {@code s}, with neither failures nor results. */
    static final String SLIM_COLUMNS = STANDING + ", NULL AS task_failure, NULL AS failure, NULL AS results";

    /** The columns, the result of a single attempt only where it is no longer than the one parameter. */
    static final String COLUMNS = STANDING + """
            , s.task_failure, s.failure,
            CASE WHEN s.measures IS NULL AND s.results_length > ? THEN NULL ELSE s.results END AS results""";

    private final int first;
    private final int last;
    private final @Nullable State taskState;
    private final @Nullable Failure taskFailure;
    private final @Nullable List<String> results;

    /** The attempt itself where it is a single one, else what they share, with the first's times and the sums. */
    private final Attempt outline;

    private final @Nullable String measuresText;

    /** Of several attempts, once they were asked for. */
    private @Nullable Measures measures;

    private Stretch(Row row, int first, int last, Attempt outline) throws SQLException {
        String text = row.optionalText("results");
        this.first = first;
        this.last = last;
        this.taskState = row.optionalName("task_state", State.class);
        this.taskFailure = Json.read(row.optionalText("task_failure"), Failure.class);
        this.results =
                text == null ? null : new Texts(text, row.optionalText("result_lengths")).split(last - first + 1);
        this.outline = outline;
        this.measuresText = row.optionalText("measures");
    }

    static Stretch read(Row row) throws SQLException {
        return new Stretch(row, row.integer("first_task"), row.integer("last_task"), outline(row));
    }

    /** Absent where the columns are null. */
    static @Nullable Stretch readIfThere(Row row) throws SQLException {
        return row.optionalInteger("first_task") == null ? null : read(row);
    }

    private static Attempt outline(Row row) throws SQLException {
        return new Attempt(
                row.integer("number"),
                row.text("worker"),
                row.number("pid"),
                row.optionalNumber("ppid"),
                row.optionalInteger("core"),
                row.name("state", State.class),
                row.instant("queued_at"),
                row.instant("started_at"),
                row.optionalInstant("finished_at"),
                row.optionalDuration("wall_nanos"),
                row.optionalDuration("cpu_nanos"),
                row.optionalDuration("gc_nanos"),
                row.optionalNumber("allocated_bytes"),
                Json.read(row.optionalText("failure"), Failure.class),
                null);
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    int number() {
        return outline.number();
    }

    /** State of the attempts. */
    State state() {
        return outline.state();
    }

    /** Why the attempts failed. */
    @Nullable Failure failure() {
        return outline.failure();
    }

    /** The final state that the attempts gave their tasks; absent where they gave none. */
    @Nullable State taskState() {
        return taskState;
    }

    /** Why the attempts' tasks failed, in state FAILED only. */
    @Nullable Failure taskFailure() {
        if (taskState != State.FAILED) {
            return null;
        }
        return taskFailure == null ? outline.failure() : taskFailure;
    }

    /** JSON text of that task's result; absent where it has none, or it was not loaded. */
    @Nullable String result(int task) {
        return results == null ? null : results.get(task - first);
    }

    Instant finishedAt(int task) {
        return measuresText == null
                ? Objects.requireNonNull(outline.finishedAt())
                : Micros.instant(measures(measuresText).finishedMicros(task - first));
    }

    /** The attempt at that task. */
    Attempt attempt(int task) {
        if (measuresText == null) {
            return outline;
        }
        Measures all = measures(measuresText);
        int position = task - first;
        return new Attempt(
                outline.number(),
                outline.worker(),
                outline.pid(),
                outline.ppid(),
                outline.core(),
                outline.state(),
                Micros.instant(all.queuedMicros(position)),
                Micros.instant(all.startedMicros(position)),
                Micros.instant(all.finishedMicros(position)),
                ifKnown(outline.wall(), Duration.ofNanos(all.wallNanos(position))),
                ifKnown(outline.cpu(), Duration.ofNanos(all.cpuNanos(position))),
                ifKnown(outline.gc(), Duration.ofNanos(all.gcNanos(position))),
                ifKnown(outline.allocatedBytes(), all.allocatedBytes(position)),
                outline.failure(),
                null);
    }

    private Measures measures(String text) {
        if (measures == null) {
            long queued = Micros.of(outline.queuedAt());
            measures = Measures.read(text, last - first + 1, queued, Micros.of(outline.startedAt()));
        }
        return measures;
    }

    private static <T> @Nullable T ifKnown(@Nullable T sum, T own) {
        return sum == null ? null : own;
    }
}
