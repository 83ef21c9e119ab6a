package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at consecutive tasks that ended together and alike, for one row to hold.
 *
 * @param ended at least one
 * @param taskState the final state that they give their tasks; absent where they give none
 */
record EndedStretch(List<EndedAttempt> ended, @Nullable State taskState) {

    /** Most tasks in one stretch: whoever looks for a task need not look further back than that. */
    static final int MOST_TASKS = 1_000;

    /** Most characters of results and logs in a stretch of several tasks, as they are read together. */
    private static final int MOST_LENGTH = 1 << 18;

    /** Parameters as {@link #bind} sets them. */
    static final String INSERT = """
            INSERT INTO attempt_stretches (job_id, first_task, last_task, number, state, task_state, worker, pid, ppid, core,
            queued_at, started_at, finished_at, wall_nanos, cpu_nanos, gc_nanos, allocated_bytes, results_length,
            measures, result_lengths, log_lengths, task_failure, failure, results, logs)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /**
     * Makes stretches, as few as there can be, of those attempts that the store does not know yet.
     *
     * @param ended in task order
     */
    static List<EndedStretch> of(List<EndedAttempt> ended, Standing standing) {
        List<EndedStretch> stretches = new ArrayList<>();
        List<EndedAttempt> current = new ArrayList<>();
        @Nullable State currentState = null;
        long length = 0;
        for (EndedAttempt each : ended) {
            int number = each.attempt().number();
            if (standing.knows(each.task(), number)) {
                continue;
            }
            State end = each.taskState().isFinal() && standing.heeds(each.task(), number) ? each.taskState() : null;
            long more = length(each);
            boolean fits = !current.isEmpty()
                    && current.size() < MOST_TASKS
                    && length + more <= MOST_LENGTH
                    && end == currentState
                    && alike(current.get(current.size() - 1), each);
            if (!fits && !current.isEmpty()) {
                stretches.add(new EndedStretch(current, currentState));
                current = new ArrayList<>();
                length = 0;
            }
            current.add(each);
            currentState = end;
            length += more;
        }
        if (!current.isEmpty()) {
            stretches.add(new EndedStretch(current, currentState));
        }
        return stretches;
    }

    private static long length(EndedAttempt ended) {
        return ended.log().length()
                + (ended.result() == null ? 0L : ended.result().length());
    }

    private static boolean alike(EndedAttempt one, EndedAttempt next) {
        Attempt a = one.attempt();
        Attempt b = next.attempt();
        return one.task() + 1 == next.task()
                && a.number() == b.number()
                && a.state() == b.state()
                && a.pid() == b.pid()
                && a.worker().equals(b.worker())
                && Objects.equals(a.core(), b.core())
                && a.failure() == null
                && b.failure() == null
                && one.failure() == null
                && next.failure() == null
                && (one.result() == null) == (next.result() == null)
                && (a.wall() == null) == (b.wall() == null)
                && (a.cpu() == null) == (b.cpu() == null)
                && (a.gc() == null) == (b.gc() == null)
                && (a.allocatedBytes() == null) == (b.allocatedBytes() == null);
    }

    void bind(UUID job, Binder row) throws SQLException {
        EndedAttempt first = ended.get(0);
        Attempt attempt = first.attempt();
        @Nullable Failure failure = attempt.failure();
        @Nullable Failure taskFailure = taskState == State.FAILED ? first.failure() : null;
        @Nullable Texts results = taskState == State.SUCCEEDED && first.result() != null ? texts(EndedAttempt::result) : null;
        boolean printed = ended.stream().anyMatch(each -> !each.log().isEmpty());
        @Nullable Texts logs = printed ? texts(EndedAttempt::log) : null;
        row.id(job)
                .number(first.task())
                .number(ended.get(ended.size() - 1).task())
                .number(attempt.number())
                .name(attempt.state())
                .optionalName(taskState)
                .text(attempt.worker())
                .number(attempt.pid())
                .number(attempt.ppid())
                .number(attempt.core())
                .instant(attempt.queuedAt())
                .instant(attempt.startedAt())
                .instant(attempt.finishedAt())
                .number(nanos(Attempt::wall))
                .number(nanos(Attempt::cpu))
                .number(nanos(Attempt::gc))
                .number(allocatedBytes())
                .number(results == null ? null : results.text().length())
                .text(ended.size() == 1 ? null : Measures.of(ended).text())
                .text(results == null ? null : results.lengths())
                .text(logs == null ? null : logs.lengths())
                .text(Json.write(Objects.equals(taskFailure, failure) ? null : taskFailure))
                .text(Json.write(failure))
                .text(results == null ? null : results.text())
                .text(logs == null ? null : logs.text());
    }

    private Texts texts(Function<EndedAttempt, @Nullable String> text) {
        List<String> texts = new ArrayList<>(ended.size());
        for (EndedAttempt each : ended) {
            texts.add(Objects.requireNonNull(text.apply(each)));
        }
        return Texts.of(texts);
    }

    private @Nullable Long nanos(Function<Attempt, @Nullable Duration> duration) {
        long sum = 0;
        for (EndedAttempt each : ended) {
            Duration one = duration.apply(each.attempt());
            if (one == null) {
                return null;
            }
            sum += one.toNanos();
        }
        return sum;
    }

    private @Nullable Long allocatedBytes() {
        long sum = 0;
        for (EndedAttempt each : ended) {
            Long one = each.attempt().allocatedBytes();
            if (one == null) {
                return null;
            }
            sum += one;
        }
        return sum;
    }
}
