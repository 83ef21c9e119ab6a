package dev.forkyard.job.store;

import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about tasks and their attempts. */
final class TaskReads {

    private static final String TASKS = """
            SELECT t.task_index, t.state, t.finished_at, t.result,
            """ + AttemptRow.COLUMNS + """
            FROM (
              SELECT job_id, task_index, state, finished_at, CASE WHEN LENGTH(result) <= ? THEN result END AS result
              FROM tasks WHERE job_id = ? %s) t
            LEFT JOIN attempts a ON a.job_id = t.job_id AND a.task_index = t.task_index
            ORDER BY %s, a.number
            """;

    private static final String BY_INDEX = TASKS.formatted("ORDER BY task_index LIMIT ? OFFSET ?", "t.task_index");

    private static final String BY_COMPLETION = TASKS.formatted(
            "ORDER BY finished_at NULLS LAST, task_index LIMIT ? OFFSET ?", "t.finished_at NULLS LAST, t.task_index");

    private static final String TASK = TASKS.formatted("AND task_index = ?", "t.task_index");

    private static final String LOGS =
            "SELECT task_index, log FROM attempts WHERE job_id = ? AND log <> '' ORDER BY task_index, number";

    private static final String STORED_TASKS =
            "SELECT task_index, state, input, result, attempts FROM tasks WHERE job_id = ? ORDER BY task_index";

    private static final String USAGE = """
            SELECT core, COUNT(*) AS tasks, COALESCE(SUM(wall_nanos), 0) AS wall_nanos,
            COALESCE(SUM(cpu_nanos), 0) AS cpu_nanos
            FROM attempts WHERE job_id = ? AND wall_nanos IS NOT NULL GROUP BY core ORDER BY core
            """;

    private final Reader reader;

    TaskReads(Reader reader) {
        this.reader = reader;
    }

    List<Task> tasks(UUID id, TaskOrder order, int offset, int limit, long inlineLimit) {
        String sql = order == TaskOrder.INDEX ? BY_INDEX : BY_COMPLETION;
        Binding binding = row -> row.number(inlineLimit).id(id).number(limit).number(offset);
        return merge(reader.query(StoreOperation.TASKS, sql, binding, TaskReads::taskWithOneAttempt));
    }

    Optional<Task> task(UUID id, int index) {
        Binding binding = row -> row.number(Long.MAX_VALUE).id(id).number(index);
        return merge(reader.query(StoreOperation.TASK, TASK, binding, TaskReads::taskWithOneAttempt)).stream()
                .findFirst();
    }

    List<TaskLog> logs(UUID id) {
        Map<Integer, StringBuilder> texts = new LinkedHashMap<>();
        reader.query(
                StoreOperation.LOGS,
                LOGS,
                row -> row.id(id),
                row -> texts.computeIfAbsent(row.integer("task_index"), index -> new StringBuilder())
                        .append(row.text("log")));
        return texts.entrySet().stream()
                .map(text -> new TaskLog(text.getKey(), text.getValue().toString()))
                .toList();
    }

    List<StoredTask> storedTasks(UUID id) {
        return reader.query(
                StoreOperation.STORED_TASKS,
                STORED_TASKS,
                row -> row.id(id),
                row -> new StoredTask(
                        row.integer("task_index"),
                        row.name("state", State.class),
                        row.text("input"),
                        row.optionalText("result"),
                        null,
                        row.integer("attempts"),
                        row.integer("attempts"),
                        0));
    }

    JobUsage usage(UUID id) {
        Duration[] sums = {Duration.ZERO, Duration.ZERO};
        List<CoreShare> cores = new ArrayList<>();
        reader.query(StoreOperation.USAGE, USAGE, row -> row.id(id), row -> {
            Duration wall = row.duration("wall_nanos");
            Duration cpu = row.duration("cpu_nanos");
            sums[0] = sums[0].plus(wall);
            sums[1] = sums[1].plus(cpu);
            Integer core = row.optionalInteger("core");
            return core == null || cores.add(new CoreShare(core, row.integer("tasks"), wall, cpu));
        });
        return new JobUsage(sums[0], sums[1], cores);
    }

    private static Task taskWithOneAttempt(Row row) throws SQLException {
        boolean attempted = row.optionalInteger("number") != null;
        return new Task(
                row.integer("task_index"),
                row.name("state", State.class),
                row.optionalInstant("finished_at"),
                attempted ? List.of(AttemptRow.attempt(row)) : List.of(),
                row.optionalText("result"),
                null);
    }

    /** Makes one task of the rows that stand for its attempts. */
    private static List<Task> merge(List<Task> rows) {
        List<Task> tasks = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        @Nullable Task current = null;
        for (Task row : rows) {
            if (current != null && current.index() != row.index()) {
                tasks.add(withAttempts(current, attempts));
                attempts.clear();
            }
            attempts.addAll(row.attempts());
            current = row;
        }
        if (current != null) {
            tasks.add(withAttempts(current, attempts));
        }
        return tasks;
    }

    private static Task withAttempts(Task task, List<Attempt> attempts) {
        return new Task(task.index(), task.state(), task.finishedAt(), attempts, task.result(), task.failure());
    }
}
