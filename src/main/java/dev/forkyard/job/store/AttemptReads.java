package dev.forkyard.job.store;

import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobUsage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about the attempts of a whole job. */
final class AttemptReads {

    private static final String LOGS = """
            SELECT first_task, last_task, number, pid, log_lengths, logs FROM attempt_stretches
            WHERE job_id = ? AND first_task <= ? AND last_task >= ? AND logs IS NOT NULL
            """;

    private static final String USAGE = """
            SELECT core, SUM(last_task - first_task + 1) AS tasks, SUM(wall_nanos) AS wall_nanos,
            COALESCE(SUM(cpu_nanos), 0) AS cpu_nanos
            FROM attempt_stretches WHERE job_id = ? AND wall_nanos IS NOT NULL GROUP BY core ORDER BY core
            """;

    private final Reader reader;

    AttemptReads(Reader reader) {
        this.reader = reader;
    }

    private record Share(@Nullable Integer core, int tasks, Duration wall, Duration cpu) {

        static Share read(Row row) throws SQLException {
            return new Share(
                    row.optionalInteger("core"),
                    row.integer("tasks"),
                    row.duration("wall_nanos"),
                    row.duration("cpu_nanos"));
        }
    }

    private static List<AttemptLog> readLogs(Row row) throws SQLException {
        int first = row.integer("first_task");
        int count = row.integer("last_task") - first + 1;
        int number = row.integer("number");
        long pid = row.number("pid");
        List<AttemptLog> logs = new ArrayList<>();
        for (String text : new Texts(row.text("logs"), row.optionalText("log_lengths")).split(count)) {
            logs.add(new AttemptLog(first + logs.size(), number, pid, text));
        }
        return logs;
    }

    List<AttemptLog> logs(UUID id, int firstTask, int lastTask) {
        Binding binding = row -> row.id(id).number(lastTask).number(firstTask);
        return reader.query(StoreOperation.LOGS, LOGS, binding, AttemptReads::readLogs).stream()
                .flatMap(List::stream)
                .filter(log -> log.task() >= firstTask && log.task() <= lastTask)
                .filter(log -> !log.text().isEmpty())
                .sorted(Comparator.comparingInt(AttemptLog::task).thenComparingInt(AttemptLog::attempt))
                .toList();
    }

    JobUsage usage(UUID id) {
        Duration wall = Duration.ZERO;
        Duration cpu = Duration.ZERO;
        List<CoreShare> cores = new ArrayList<>();
        for (Share share : reader.query(StoreOperation.USAGE, USAGE, row -> row.id(id), Share::read)) {
            wall = wall.plus(share.wall);
            cpu = cpu.plus(share.cpu);
            if (share.core != null) {
                cores.add(new CoreShare(share.core, share.tasks, share.wall, share.cpu));
            }
        }
        return new JobUsage(wall, cpu, cores);
    }
}
