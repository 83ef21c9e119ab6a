package dev.forkyard.job.store;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Questions about tasks. */
final class TaskReads {

    /** Keys in one statement; databases limit the parameters. */
    private static final int MOST_KEYS = 1_000;

    private static final String OF_JOB = """
            SELECT found.*, jobs.finished_at AS job_finished_at,
            (SELECT MAX(c.last_task) FROM task_chunks c WHERE c.job_id = jobs.id) AS job_last_task
            FROM jobs LEFT JOIN %s found ON TRUE WHERE jobs.id = ?
            """;

    private static final String NEAR = OF_JOB.formatted(Near.table(Stretch.COLUMNS));

    private static final String SLIM =
            OF_JOB.formatted("(SELECT " + Stretch.SLIM_COLUMNS + " FROM attempt_stretches s WHERE s.job_id = ?)");

    private static final String BY_KEYS =
            "SELECT " + Stretch.COLUMNS + " FROM attempt_stretches s WHERE s.job_id = ? AND s.first_task IN (%s)";

    private static final String INPUTS = """
            SELECT jobs.finished_at AS job_finished_at, c.first_task, c.last_task, c.input_lengths, c.inputs
            FROM jobs JOIN task_chunks c ON c.job_id = jobs.id WHERE jobs.id = ? ORDER BY c.last_task
            """;

    private static final String GRAPH =
            "SELECT needs, weights, names FROM task_chunks WHERE job_id = ? ORDER BY last_task";

    private static final String NAMES = """
            SELECT first_task, names FROM task_chunks
            WHERE job_id = ? AND last_task >= ? AND first_task <= ? AND names IS NOT NULL
            """;

    private static final String STRETCHES =
            "SELECT " + Stretch.COLUMNS + " FROM attempt_stretches s WHERE s.job_id = ?";

    private final Reader reader;

    TaskReads(Reader reader) {
        this.reader = reader;
    }

    /** A row about a job and one of its stretches, if it has any. */
    private record Found(
            @Nullable Instant jobFinishedAt,
            int tasks,
            @Nullable Stretch stretch) {

        static Found read(Row row) throws SQLException {
            Integer last = row.optionalInteger("job_last_task");
            return new Found(
                    row.optionalInstant("job_finished_at"), last == null ? 0 : last + 1, Stretch.readIfThere(row));
        }
    }

    List<Task> tasks(UUID id, TaskOrder order, int offset, int limit, long inlineLimit) {
        return order == TaskOrder.INDEX
                ? reader.ask(StoreOperation.TASKS, snapshot -> near(snapshot, id, offset, limit, inlineLimit))
                : reader.ask(StoreOperation.TASKS, snapshot -> byCompletion(snapshot, id, offset, limit, inlineLimit));
    }

    Optional<Task> task(UUID id, int index) {
        List<Task> found = reader.ask(StoreOperation.TASK, snapshot -> near(snapshot, id, index, 1, Long.MAX_VALUE));
        return found.stream().findFirst();
    }

    List<StoredTask> storedTasks(UUID id) {
        return reader.ask(StoreOperation.STORED_TASKS, snapshot -> {
            List<String> inputs = new ArrayList<>();
            List<Boolean> jobIsFinal = snapshot.query(INPUTS, row -> row.id(id), row -> {
                int count = row.integer("last_task") - row.integer("first_task") + 1;
                inputs.addAll(new Texts(row.text("inputs"), row.optionalText("input_lengths")).split(count));
                return row.optionalInstant("job_finished_at") != null;
            });
            StoredTasks tasks = new StoredTasks(inputs);
            snapshot.query(STRETCHES, row -> row.number(Long.MAX_VALUE).id(id), Stretch::read)
                    .forEach(tasks::add);
            return tasks.list(jobIsFinal.contains(true));
        });
    }

    TaskGraph graph(UUID id) {
        List<List<Integer>> needs = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        List<String> names = new ArrayList<>();
        reader.query(StoreOperation.STORED_TASKS, GRAPH, row -> row.id(id), row -> {
            needs.addAll(Json.readLists(row.optionalText("needs"), Integer.class));
            weights.addAll(Json.readList(row.optionalText("weights"), Double.class));
            names.addAll(Json.readList(row.optionalText("names"), String.class));
            return id;
        });
        return new TaskGraph(needs, weights, names);
    }

    Map<Integer, String> names(UUID id) {
        return reader.ask(StoreOperation.TASK_NAMES, snapshot -> names(snapshot, id, 0, Integer.MAX_VALUE));
    }

    /** The names that tasks from {@code first} to {@code last}, and others near them, were given. */
    private static Map<Integer, String> names(Reader.Snapshot snapshot, UUID id, long first, long last)
            throws SQLException {
        Map<Integer, String> names = new HashMap<>();
        snapshot.query(NAMES, row -> row.id(id).number(first).number(last), row -> {
            int task = row.integer("first_task");
            for (String name : Json.readList(row.optionalText("names"), String.class)) {
                if (!name.isEmpty()) {
                    names.put(task, name);
                }
                task++;
            }
            return id;
        });
        return names;
    }

    /** Tasks by number; what lies far from them is not touched. */
    private static List<Task> near(Reader.Snapshot snapshot, UUID id, int offset, int limit, long inlineLimit)
            throws SQLException {
        long end = (long) offset + limit;
        Binding binding = row -> {
            Near.bind(row, columns -> columns.number(inlineLimit), id, offset, end - 1);
            row.id(id);
        };
        List<Found> found = snapshot.query(NEAR, binding, Found::read);
        if (found.isEmpty() || offset < 0) {
            return List.of();
        }
        Found any = found.get(0);
        List<Integer> numbers =
                IntStream.range(offset, (int) Math.min(end, any.tasks)).boxed().toList();
        Map<Integer, String> names = names(snapshot, id, offset, end - 1);
        return new TaskPage(any.jobFinishedAt, inlineLimit, names).tasks(numbers, stretches(found));
    }

    private static List<Task> byCompletion(Reader.Snapshot snapshot, UUID id, int offset, int limit, long inlineLimit)
            throws SQLException {
        List<Found> found = snapshot.query(SLIM, row -> row.id(id).id(id), Found::read);
        if (found.isEmpty()) {
            return List.of();
        }
        Found any = found.get(0);
        List<Stretch> all = stretches(found);
        List<Integer> numbers = CompletionOrder.page(any.tasks, any.jobFinishedAt, all, offset, limit);
        List<Stretch> whole = whole(snapshot, id, keys(all, numbers, any.tasks), inlineLimit);
        Map<Integer, String> names = names(snapshot, id, 0, any.tasks);
        return new TaskPage(any.jobFinishedAt, inlineLimit, names).tasks(numbers, whole);
    }

    List<Integer> ended(UUID id) {
        List<Found> found =
                reader.query(StoreOperation.TASKS, SLIM, row -> row.id(id).id(id), Found::read);
        if (found.isEmpty()) {
            return List.of();
        }
        Found any = found.get(0);
        return CompletionOrder.ended(any.tasks, any.jobFinishedAt, stretches(found));
    }

    private static List<Stretch> stretches(List<Found> found) {
        return found.stream().map(Found::stretch).filter(Objects::nonNull).toList();
    }

    /** First tasks of the stretches that hold any of these tasks. */
    private static List<Integer> keys(List<Stretch> all, List<Integer> numbers, int tasks) {
        boolean[] wanted = new boolean[tasks];
        numbers.forEach(number -> wanted[number] = true);
        return all.stream()
                .filter(stretch ->
                        IntStream.rangeClosed(stretch.first(), stretch.last()).anyMatch(task -> wanted[task]))
                .map(Stretch::first)
                .distinct()
                .toList();
    }

    private static List<Stretch> whole(Reader.Snapshot snapshot, UUID id, List<Integer> keys, long inlineLimit)
            throws SQLException {
        List<Stretch> whole = new ArrayList<>();
        for (int begin = 0; begin < keys.size(); begin += MOST_KEYS) {
            List<Integer> some = keys.subList(begin, Math.min(keys.size(), begin + MOST_KEYS));
            String marks = some.stream().map(key -> "?").collect(Collectors.joining(", "));
            Binding binding = row -> {
                row.number(inlineLimit).id(id);
                for (Integer key : some) {
                    row.number(key);
                }
            };
            whole.addAll(snapshot.query(BY_KEYS.formatted(marks), binding, Stretch::read));
        }
        return whole;
    }
}
