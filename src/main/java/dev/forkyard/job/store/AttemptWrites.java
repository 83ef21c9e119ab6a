package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * The changes of attempts, and so of their tasks, whose states follow from them. An attempt that has ended is not changed by
 * any, and one gives its task a final state only where that has none and no later attempt is known. Each attempt keeps
 * what it printed, so that a repeated write cannot append it twice; what a task printed is the sum.
 */
final class AttemptWrites {

    /** Tasks further apart are looked up on their own. */
    private static final int WIDEST_GAP = 100;

    /** Changes nothing where there is no such task, or the attempt is known. */
    static final String START = """
            INSERT INTO attempt_stretches (job_id, first_task, last_task, number, state, worker, pid, ppid, core, queued_at,
            started_at)
            SELECT jobs.id, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ? FROM jobs WHERE jobs.id = ?
            AND EXISTS (SELECT 1 FROM task_chunks c WHERE c.job_id = jobs.id AND c.last_task >= ?)
            AND NOT EXISTS (SELECT 1 FROM %s near WHERE near.number = ?)
            """.formatted(Near.table("s.number"));

    private static final String RUN_NO_MORE = """
            DELETE FROM attempt_stretches
            WHERE job_id = ? AND first_task >= ? AND first_task <= ? AND number = ? AND state = 'RUNNING'
            """;

    private static final String ABANDON =
            "UPDATE attempt_stretches SET state = 'FAILED', finished_at = ?, failure = ? WHERE state = 'RUNNING'";

    private AttemptWrites() {}

    static Write attemptStarted(UUID id, int task, Attempt attempt) {
        if (attempt.state() != State.RUNNING) {
            throw new IllegalArgumentException("An attempt does not start as " + attempt.state());
        }
        return connection -> {
            int changed = connection.update(START, starting(id, task, attempt));
            if (changed == 0) {
                Standing.find(connection, id, task, task);
            }
            return changed;
        };
    }

    /** What {@link #START} is told of an attempt that runs. */
    static Binding starting(UUID id, int task, Attempt attempt) {
        return row -> {
            row.number(task)
                    .number(task)
                    .number(attempt.number())
                    .text(attempt.worker())
                    .number(attempt.pid())
                    .number(attempt.ppid())
                    .number(attempt.core())
                    .instant(attempt.queuedAt())
                    .instant(attempt.startedAt())
                    .id(id)
                    .number(task);
            Near.bind(row, columns -> {}, id, task, task);
            row.number(attempt.number());
        };
    }

    /** Takes away what runs before it looks, as its first statement must write. */
    static Write attemptsEnded(UUID id, List<EndedAttempt> ended) {
        List<EndedAttempt> ordered = new ArrayList<>(ended);
        ordered.sort(Comparator.comparingInt(EndedAttempt::task));
        check(ordered);
        return connection -> {
            connection.updateAll(RUN_NO_MORE, runNoMore(id, ordered));
            List<Binding> rows = new ArrayList<>();
            for (List<EndedAttempt> near : cut(ordered, AttemptWrites::isNear)) {
                for (EndedStretch stretch : stretches(connection, id, near)) {
                    rows.add(row -> stretch.bind(id, row));
                }
            }
            connection.updateAll(EndedStretch.INSERT, rows);
            return rows.size();
        };
    }

    static Write abandonRunning(Instant now) {
        String failure = Json.write(Failure.of(FailureReason.SERVER_LOST, "The server stopped while the task ran."));
        return connection -> connection.update(ABANDON, row -> row.instant(now).text(failure));
    }

    private static void check(List<EndedAttempt> ordered) {
        int previous = -1;
        for (EndedAttempt each : ordered) {
            if (!each.attempt().state().isFinal()) {
                throw new IllegalArgumentException(
                        "An attempt does not end as " + each.attempt().state());
            }
            Objects.requireNonNull(each.attempt().finishedAt(), "finishedAt");
            if (each.task() == previous) {
                throw new IllegalArgumentException("Two attempts at task " + previous + " cannot end at once");
            }
            previous = each.task();
        }
    }

    private static List<Binding> runNoMore(UUID id, List<EndedAttempt> ordered) {
        List<Binding> rows = new ArrayList<>();
        for (List<EndedAttempt> stretch : cut(ordered, AttemptWrites::followsWithSameNumber)) {
            EndedAttempt first = stretch.get(0);
            rows.add(row -> row.id(id)
                    .number(first.task())
                    .number(stretch.get(stretch.size() - 1).task())
                    .number(first.attempt().number()));
        }
        return rows;
    }

    private static List<EndedStretch> stretches(WriterConnection connection, UUID id, List<EndedAttempt> near)
            throws SQLException {
        int first = near.get(0).task();
        int last = near.get(near.size() - 1).task();
        Standing standing = Standing.find(connection, id, first, last);
        return standing == null ? List.of() : EndedStretch.of(near, standing);
    }

    private static boolean isNear(EndedAttempt one, EndedAttempt next) {
        return next.task() - one.task() <= WIDEST_GAP;
    }

    private static boolean followsWithSameNumber(EndedAttempt one, EndedAttempt next) {
        return next.task() == one.task() + 1
                && next.attempt().number() == one.attempt().number();
    }

    /** Cuts a list wherever the next does not belong with the one before it. */
    private static List<List<EndedAttempt>> cut(
            List<EndedAttempt> ordered, BiPredicate<EndedAttempt, EndedAttempt> together) {
        List<List<EndedAttempt>> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= ordered.size(); i++) {
            if (i == ordered.size() || !together.test(ordered.get(i - 1), ordered.get(i))) {
                parts.add(ordered.subList(begin, i));
                begin = i;
            }
        }
        return parts;
    }
}
