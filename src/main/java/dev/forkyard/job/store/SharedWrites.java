package dev.forkyard.job.store;

import dev.forkyard.job.shared.SharedChanges;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The changes of what the tasks of a job share. */
final class SharedWrites {

    private static final String COUNTER = """
            INSERT INTO job_counters (job_id, name, value) SELECT id, ?, ? FROM jobs WHERE id = ?
            ON CONFLICT (job_id, name) DO UPDATE SET value = excluded.value
            """;

    private static final String QUEUE = """
            INSERT INTO job_queues (job_id, name, capacity) SELECT id, ?, ? FROM jobs WHERE id = ?
            ON CONFLICT (job_id, name) DO NOTHING
            """;

    private static final String PUT = """
            INSERT INTO job_queue_items (job_id, queue, position, value) SELECT id, ?, ?, ? FROM jobs WHERE id = ?
            ON CONFLICT (job_id, queue, position) DO NOTHING
            """;

    private static final String TAKE = "DELETE FROM job_queue_items WHERE job_id = ? AND queue = ? AND position = ?";

    private static final String MESSAGE = """
            INSERT INTO job_messages (job_id, number, task, attempt, worker, told_at, value)
            SELECT id, ?, ?, ?, ?, ?, ? FROM jobs WHERE id = ?
            ON CONFLICT (job_id, number) DO NOTHING
            """;

    private SharedWrites() {}

    /**
     * Writes what the source has when it is the write's turn, so that many changes cost one row. Run again, it writes that
     * and what has come since.
     */
    static Write changes(UUID id, Supplier<SharedChanges> source) {
        SharedChanges changes = new SharedChanges();
        return connection -> {
            changes.add(source.get());
            return write(connection, id, changes);
        };
    }

    /** The conflict clauses need a WHERE before them in SQLite, which takes ON for part of a join otherwise. */
    static int write(WriterConnection connection, UUID id, SharedChanges changes) throws SQLException {
        List<Binding> started = new ArrayList<>();
        changes.started().forEach(each -> started.add(AttemptWrites.starting(id, each.task(), each.attempt())));
        List<Binding> counters = new ArrayList<>();
        changes.counters()
                .forEach((name, value) ->
                        counters.add(row -> row.text(name).number(value).id(id)));
        List<Binding> queues = new ArrayList<>();
        changes.queues()
                .forEach((name, capacity) ->
                        queues.add(row -> row.text(name).number(capacity).id(id)));
        List<Binding> puts = new ArrayList<>();
        List<Binding> takes = new ArrayList<>();
        changes.items().forEach((place, value) -> {
            if (value == null) {
                takes.add(row -> row.id(id).text(place.queue()).number(place.position()));
            } else {
                puts.add(row -> row.text(place.queue())
                        .number(place.position())
                        .text(value)
                        .id(id));
            }
        });
        List<Binding> messages = new ArrayList<>();
        changes.messages()
                .forEach(each -> messages.add(row -> row.number(each.number())
                        .number(each.task())
                        .number(each.attempt())
                        .text(each.worker())
                        .instant(each.at())
                        .text(each.value())
                        .id(id)));
        connection.updateAll(AttemptWrites.START, started);
        connection.updateAll(COUNTER, counters);
        connection.updateAll(QUEUE, queues);
        connection.updateAll(TAKE, takes);
        connection.updateAll(PUT, puts);
        connection.updateAll(MESSAGE, messages);
        return counters.size() + queues.size() + takes.size() + puts.size() + messages.size();
    }
}
