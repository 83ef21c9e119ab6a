package dev.forkyard.job.store;

import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.State;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Questions about jobs. */
final class JobReads {

    private static final String FIND = "SELECT " + JobRow.COLUMNS
            + ", " + LongParams.UP_TO + ", CASE WHEN jobs.result_length <= ? THEN jobs.result END AS json FROM jobs"
            + LongParams.JOIN + "WHERE jobs.id = ?";

    private static final String PARAMS =
            "SELECT " + LongParams.WHOLE + " FROM jobs" + LongParams.JOIN + "WHERE jobs.id = ?";

    private static final String RESULT = "SELECT result FROM jobs WHERE id = ? AND result IS NOT NULL";

    private static final String COUNTS = "SELECT state, COUNT(*) AS jobs FROM jobs GROUP BY state";

    private static final String UNFINISHED = "SELECT " + JobRow.SPEC_COLUMNS
            + ", " + LongParams.WHOLE + ", jobs.id, jobs.state, jobs.submitted_at, jobs.started_at FROM jobs"
            + LongParams.JOIN + "WHERE jobs.state IN "
            + States.UNFINISHED + " ORDER BY jobs.id";

    private final Reader reader;

    JobReads(Reader reader) {
        this.reader = reader;
    }

    Optional<Job> find(UUID id, long inlineLimit) {
        return reader
                .query(
                        StoreOperation.FIND,
                        FIND,
                        row -> row.number(inlineLimit).number(inlineLimit).id(id),
                        JobRow::job)
                .stream()
                .findFirst();
    }

    List<Job> list(JobQuery query) {
        ListStatement statement = new ListStatement(query);
        return reader.query(StoreOperation.LIST, statement.sql(), statement::bind, JobRow::job);
    }

    Optional<String> result(UUID id) {
        return reader.query(StoreOperation.RESULT, RESULT, row -> row.id(id), row -> row.text("result")).stream()
                .findFirst();
    }

    Optional<String> params(UUID id) {
        return reader.query(StoreOperation.PARAMS, PARAMS, row -> row.id(id), row -> row.text("params")).stream()
                .findFirst();
    }

    Map<State, Long> counts() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0L);
        }
        reader.query(
                        StoreOperation.COUNTS,
                        COUNTS,
                        row -> {},
                        row -> Map.entry(row.name("state", State.class), row.number("jobs")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    List<UnfinishedJob> unfinished() {
        return reader.query(
                StoreOperation.UNFINISHED,
                UNFINISHED,
                row -> {},
                row -> new UnfinishedJob(
                        row.id("id"),
                        JobRow.spec(row),
                        row.name("state", State.class),
                        row.instant("submitted_at"),
                        row.optionalInstant("started_at")));
    }
}
