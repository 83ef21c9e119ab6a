package dev.forkyard.job.store;

import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Questions about what the tasks of a job share. */
final class SharedReads {

    private static final String COUNTERS = "SELECT name, value FROM job_counters WHERE job_id = ?";

    private static final String QUEUES = "SELECT name, capacity FROM job_queues WHERE job_id = ? ORDER BY name";

    private static final String ITEMS =
            "SELECT queue, position, value FROM job_queue_items WHERE job_id = ? ORDER BY queue, position";

    private static final String TOLD =
            "SELECT COUNT(*) AS told, COALESCE(SUM(LENGTH(value)), 0) AS length FROM job_messages WHERE job_id = ?";

    private static final String MESSAGES = """
            SELECT number, task, attempt, worker, told_at, value FROM job_messages
            WHERE job_id = ? AND number > ? ORDER BY number LIMIT ?
            """;

    private static final String SHARING = """
            SELECT job_id FROM job_counters JOIN jobs ON jobs.id = job_id WHERE state IN %1$s
            UNION SELECT job_id FROM job_queues JOIN jobs ON jobs.id = job_id WHERE state IN %1$s
            UNION SELECT job_id FROM job_messages JOIN jobs ON jobs.id = job_id WHERE state IN %1$s
            """.formatted(States.UNFINISHED);

    private final Reader reader;

    SharedReads(Reader reader) {
        this.reader = reader;
    }

    SharedContents contents(UUID id) {
        return reader.ask(StoreOperation.SHARED_CONTENTS, snapshot -> {
            Map<String, Long> counters = new LinkedHashMap<>();
            snapshot.query(COUNTERS, row -> row.id(id), row -> Map.entry(row.text("name"), row.number("value")))
                    .forEach(each -> counters.put(each.getKey(), each.getValue()));
            Map<String, List<SharedContents.Item>> items = new LinkedHashMap<>();
            snapshot.query(
                            ITEMS,
                            row -> row.id(id),
                            row -> Map.entry(
                                    row.text("queue"),
                                    new SharedContents.Item(row.number("position"), row.text("value"))))
                    .forEach(each -> items.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                            .add(each.getValue()));
            List<SharedContents.Queue> queues = snapshot.query(
                    QUEUES,
                    row -> row.id(id),
                    row -> new SharedContents.Queue(
                            row.text("name"),
                            row.integer("capacity"),
                            items.getOrDefault(row.text("name"), List.of())));
            return snapshot.query(
                            TOLD,
                            row -> row.id(id),
                            row -> new SharedContents(counters, queues, row.integer("told"), row.number("length")))
                    .get(0);
        });
    }

    List<SharedMessage> messages(UUID id, int after, int limit) {
        return reader.query(
                StoreOperation.MESSAGES,
                MESSAGES,
                row -> row.id(id).number(after).number(limit),
                row -> new SharedMessage(
                        row.integer("number"),
                        row.integer("task"),
                        row.integer("attempt"),
                        row.text("worker"),
                        row.instant("told_at"),
                        row.text("value")));
    }

    Set<UUID> sharing() {
        return new HashSet<>(reader.query(StoreOperation.UNFINISHED, SHARING, row -> {}, row -> row.id("job_id")));
    }
}
