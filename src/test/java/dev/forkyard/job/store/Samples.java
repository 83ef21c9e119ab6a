package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Representation;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.JobEnd;
import dev.forkyard.job.JobFailure;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Jobs, attempts and ends to store. */
final class Samples {

    static final Instant T = Instant.parse("2026-11-23T10:00:00.123456Z");
    static final JobQuery ALL = new JobQuery(Set.of(), null, Map.of(), null, null, null, 50);
    static final Failure FAILURE = new Failure(
            FailureReason.WORKER_LOST, "It died.", "java.lang.Error", "at a.B", 137, "SIGKILL", "# SIGSEGV", null);

    private Samples() {}

    /** Ids that sort by {@code number}. */
    static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L + ((long) number << 16), 0x8000_0000_0000_0001L);
    }

    static JobSpec spec(String type, Map<String, String> labels) {
        return new JobSpec(
                type,
                "{\"precisions\":[10]}",
                "a name",
                labels,
                5,
                2,
                OnTaskFailure.CONTINUE,
                new Deadlines(Duration.ofDays(1), Duration.ofNanos(1), Duration.ofSeconds(5)),
                new Retry(7, Set.of(FailureReason.TIMEOUT, FailureReason.OUT_OF_MEMORY)),
                Isolation.FRESH,
                "generation");
    }

    /** A job with the defaults only. */
    static JobSpec bare(String params) {
        return new JobSpec(
                "map",
                params,
                null,
                Map.of(),
                0,
                null,
                OnTaskFailure.FAIL_FAST,
                Deadlines.NONE,
                Retry.DEFAULT,
                Isolation.POOLED,
                "");
    }

    static JobSpec spec() {
        return spec("pi-digits", Map.of("team", "maths"));
    }

    static Attempt running(int number) {
        return new Attempt(
                number,
                "worker-1",
                4711,
                4700L,
                1,
                State.RUNNING,
                T,
                T.plusMillis(1),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Attempt ended(int number, State state, Instant finishedAt) {
        return new Attempt(
                number,
                "worker-1",
                4711,
                4700L,
                1,
                state,
                T,
                T.plusMillis(1),
                finishedAt,
                Duration.ofNanos(1_000_001),
                Duration.ofNanos(900_009),
                Duration.ofNanos(7),
                123_456_789_012L,
                state == State.FAILED ? FAILURE : null,
                null);
    }

    /** The attempt ends its task with its own state. */
    static EndedAttempt end(int task, Attempt attempt, @Nullable String result) {
        return end(task, attempt.state(), attempt, result, "");
    }

    static EndedAttempt end(int task, State taskState, Attempt attempt, @Nullable String result, String log) {
        return new EndedAttempt(
                task, taskState, attempt, result, taskState == State.FAILED ? attempt.failure() : null, log);
    }

    /** Attempts of that number at the tasks from {@code first} to before {@code end} succeed, every tenth with a log. */
    static List<EndedAttempt> batch(int first, int end, int number) {
        return IntStream.range(first, end)
                .mapToObj(task -> end(
                        task,
                        State.SUCCEEDED,
                        inBatch(task, number),
                        "\"😀" + task + "\"",
                        task % 10 == 0 ? "log of " + task + "\n" : ""))
                .toList();
    }

    /** What the attempt at that task was like. */
    static Attempt inBatch(int task, int number) {
        Instant startedAt = T.plusMillis(5L * task);
        return new Attempt(
                number,
                "worker-1",
                4711,
                4700L,
                1,
                State.SUCCEEDED,
                T.plusNanos(1_000L * (task % 7)),
                startedAt,
                startedAt.plusMillis(4),
                Duration.ofNanos(1_000 + task),
                Duration.ofNanos(900),
                Duration.ofNanos(task % 3),
                1_000_000L - task,
                null,
                null);
    }

    /** A task none of whose attempts has failed. */
    static StoredTask stored(int index, State state, String input, @Nullable String result, int attempts) {
        return new StoredTask(index, state, input, result, null, attempts, 0, 0);
    }

    static JobEnd succeeded(String result) {
        return new JobEnd(
                State.SUCCEEDED,
                T.plusMillis(1),
                T.plusSeconds(3),
                new TaskCounts(3, 0, 0, 3, 0, 0),
                1.0,
                new JobUsage(
                        Duration.ofSeconds(2, 5),
                        Duration.ofNanos(3),
                        List.of(
                                new CoreShare(0, 1, Duration.ofNanos(1), Duration.ZERO),
                                new CoreShare(3, 2, Duration.ofSeconds(2), Duration.ofNanos(3)))),
                null,
                result,
                List.of(Representation.ofString("text/plain", "/values/0/digits")));
    }

    static JobEnd failed() {
        JobFailure failure = new JobFailure(FAILURE, JobFailure.Phase.RUN, 1, 2, "worker-2");
        TaskCounts tasks = new TaskCounts(3, 0, 0, 1, 1, 1);
        return new JobEnd(State.FAILED, null, T.plusSeconds(3), tasks, 0.5, JobUsage.NONE, failure, null, List.of());
    }

    static JobEnd cancelled() {
        return new JobEnd(
                State.CANCELLED, null, T.plusSeconds(4), TaskCounts.NONE, 0, JobUsage.NONE, null, null, List.of());
    }
}
