package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.FAILURE;
import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.running;
import static dev.forkyard.job.store.Samples.spec;
import static dev.forkyard.job.store.Samples.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.zaxxer.hikari.HikariDataSource;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What databases of earlier versions hold is still there. */
abstract class MigrationContract extends SharedContract {

    private static final UUID ENDED = id(2);
    private static final Failure SERVER_LOST = Failure.of(FailureReason.SERVER_LOST, "The server stopped.");

    @Test
    void whatTheFirstVersionWroteIsReadAndGoneOnWith() throws Exception {
        try (HikariDataSource old = blank("old")) {
            Databases.migrateTo("1", old);
            fill(old);
            Databases.migrated(old);
            try (JobStore migrated = new JobStore(old, (operation, took) -> {}, Clock.systemUTC())) {
                jobsAreKept(migrated);
                tasksAreKept(migrated);
                attemptsGoOn(migrated);
            }
        }
    }

    private static void jobsAreKept(JobStore migrated) {
        JobSpec given = spec();
        JobSpec expected = new JobSpec(
                given.type(),
                given.params(),
                given.name(),
                given.labels(),
                given.priority(),
                given.parallelism(),
                given.onTaskFailure(),
                Deadlines.NONE,
                Retry.DEFAULT,
                Isolation.POOLED,
                "");
        assertThat(migrated.unfinished())
                .containsExactly(new UnfinishedJob(JOB, expected, State.RUNNING, T, T.plusMillis(1)));
        JobQuery byLabel = new JobQuery(Set.of(), null, Map.of("team", "maths"), null, null, null, 50);
        assertThat(migrated.list(byLabel)).extracting(Job::id).containsExactly(ENDED, JOB);
        Job ended = migrated.find(ENDED, 100).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
        assertThat(ended.spec().params()).isEmpty();
        assertThat(ended.leftOut()).isEqualTo(LONG.length());
        assertThat(migrated.params(ENDED)).contains(LONG);
        assertThat(ended.result()).isEqualTo(new Job.Result(6, "[3.14]", List.of()));
    }

    private static void tasksAreKept(JobStore migrated) {
        Failure poisoned = FAILURE.as(FailureReason.TASK_ERROR, "Bad input.");
        assertThat(migrated.storedTasks(JOB))
                .containsExactly(
                        new StoredTask(0, State.SUCCEEDED, "\"ä😀\"", "\"😀\"", null, 3, 1, 1),
                        new StoredTask(1, State.FAILED, "1", null, poisoned, 1, 1, 0),
                        stored(2, State.RUNNING, "2", null, 1),
                        stored(3, State.QUEUED, "3", null, 0));
        assertThat(migrated.task(JOB, 0))
                .contains(new Task(
                        0,
                        "task-0",
                        State.SUCCEEDED,
                        T.plusSeconds(3),
                        List.of(
                                failed(1, FAILURE, T.plusSeconds(1)),
                                failed(2, SERVER_LOST, T.plusSeconds(2)),
                                orphaned(ended(3, State.SUCCEEDED, T.plusSeconds(3)))),
                        "\"😀\"",
                        null));
        assertThat(migrated.task(JOB, 2))
                .contains(new Task(2, "task-2", State.RUNNING, null, List.of(orphaned(running(1))), null, null));
        assertThat(Printed.of(migrated, JOB)).containsExactly(entry(0, "onethree"), entry(1, "bad"));
        assertThat(migrated.usage(JOB).taskWall()).isEqualTo(Duration.ofNanos(4 * 1_000_001));
        assertThat(migrated.tasks(JOB, TaskOrder.COMPLETION, 0, 9, 100))
                .extracting(Task::index)
                .containsExactly(1, 0, 2, 3);
        assertThat(migrated.tasks(ENDED, TaskOrder.INDEX, 0, 9, 100))
                .containsExactly(new Task(
                        0,
                        "task-0",
                        State.CANCELLED,
                        T.plusSeconds(9),
                        List.of(orphaned(ended(1, State.SUCCEEDED, T.plusSeconds(10)))),
                        null,
                        null));
    }

    private static void attemptsGoOn(JobStore migrated) {
        assertThat(migrated.abandonRunning(T.plusSeconds(60))).isEqualTo(1);
        assertThat(migrated.storedTasks(JOB).get(2))
                .isEqualTo(new StoredTask(2, State.QUEUED, "2", null, null, 1, 0, 1));
        migrated.attemptsEnded(JOB, Samples.batch(2, 4, 2)).join();
        assertThat(migrated.storedTasks(JOB))
                .extracting(StoredTask::state)
                .containsExactly(State.SUCCEEDED, State.FAILED, State.SUCCEEDED, State.SUCCEEDED);
        assertThat(migrated.delete(ENDED).join()).isTrue();
        assertThat(migrated.task(ENDED, 0)).isEmpty();
    }

    private static final String LONG = "[" + "1,".repeat(3_000) + "1]";

    private static void fill(HikariDataSource old) throws SQLException {
        try (Connection connection = old.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(job(JOB, "RUNNING", null, null));
            statement.execute(job(ENDED, "SUCCEEDED", T.plusSeconds(9), "[3.14]"));
            statement.execute("UPDATE jobs SET params = '" + LONG + "' WHERE id = '" + ENDED + "'");
            for (UUID job : List.of(JOB, ENDED)) {
                statement.execute("INSERT INTO job_labels VALUES ('" + job + "', 'team', 'maths')");
            }
            statement.execute(task(JOB, 0, "SUCCEEDED", 3, T.plusSeconds(3), "\"ä😀\"", "\"😀\""));
            statement.execute(task(JOB, 1, "FAILED", 1, T.plusSeconds(2), "1", null));
            statement.execute(task(JOB, 2, "RUNNING", 1, null, "2", null));
            statement.execute(task(JOB, 3, "QUEUED", 0, null, "3", null));
            statement.execute(task(ENDED, 0, "CANCELLED", 1, T.plusSeconds(9), "0", null));
            statement.execute(attempt(JOB, 0, failed(1, FAILURE, T.plusSeconds(1)), "one"));
            statement.execute(attempt(JOB, 0, failed(2, SERVER_LOST, T.plusSeconds(2)), ""));
            statement.execute(attempt(JOB, 0, ended(3, State.SUCCEEDED, T.plusSeconds(3)), "three"));
            Failure own = FAILURE.as(FailureReason.TASK_ERROR, "Bad input.");
            statement.execute(attempt(JOB, 1, failed(1, own, T.plusSeconds(2)), "bad"));
            statement.execute(attempt(JOB, 2, running(1), ""));
            statement.execute(attempt(ENDED, 0, ended(1, State.SUCCEEDED, T.plusSeconds(10)), "late"));
        }
    }

    private static String job(UUID id, String state, @Nullable Instant finishedAt, @Nullable String result) {
        return """
                INSERT INTO jobs (id, type, name, labels, state, priority, parallelism, on_task_failure, submitted_at,
                started_at, finished_at, result_length, params, result)
                VALUES ('%s', 'pi-digits', 'a name', '{"team":"maths"}', '%s', 5, 2, 'CONTINUE', %s, %s, %s, %s,
                '{"precisions":[10]}', %s)
                """.formatted(
                        id,
                        state,
                        micros(T),
                        micros(T.plusMillis(1)),
                        micros(finishedAt),
                        result == null ? null : result.length(),
                        quoted(result));
    }

    private static String task(
            UUID job,
            int index,
            String state,
            int attempts,
            @Nullable Instant finishedAt,
            String input,
            @Nullable String result) {
        return "INSERT INTO tasks VALUES ('%s', %d, '%s', %d, %s, '%s', %s)"
                .formatted(job, index, state, attempts, micros(finishedAt), input, quoted(result));
    }

    private static String attempt(UUID job, int task, Attempt attempt, String log) {
        return "INSERT INTO attempts VALUES ('%s', %d, %d, '%s', %d, %d, '%s', %s, %s, %s, %s, %s, %s, %s, %s, '%s')"
                .formatted(
                        job,
                        task,
                        attempt.number(),
                        attempt.worker(),
                        attempt.pid(),
                        attempt.core(),
                        attempt.state(),
                        micros(attempt.queuedAt()),
                        micros(attempt.startedAt()),
                        micros(attempt.finishedAt()),
                        attempt.wall() == null ? null : attempt.wall().toNanos(),
                        attempt.cpu() == null ? null : attempt.cpu().toNanos(),
                        attempt.gc() == null ? null : attempt.gc().toNanos(),
                        attempt.allocatedBytes(),
                        quoted(Json.write(attempt.failure())),
                        log);
    }

    private static Attempt failed(int number, Failure failure, Instant finishedAt) {
        return orphaned(ended(number, State.FAILED, finishedAt), failure);
    }

    /** The same attempt, of a version that kept no parents. */
    private static Attempt orphaned(Attempt attempt) {
        return orphaned(attempt, attempt.failure());
    }

    private static Attempt orphaned(Attempt a, @Nullable Failure failure) {
        return new Attempt(
                a.number(),
                a.worker(),
                a.pid(),
                null,
                a.core(),
                a.state(),
                a.queuedAt(),
                a.startedAt(),
                a.finishedAt(),
                a.wall(),
                a.cpu(),
                a.gc(),
                a.allocatedBytes(),
                failure,
                null);
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : Micros.of(instant);
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }
}
