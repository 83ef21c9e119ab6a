package dev.forkyard.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Deadline;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Isolation;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Deadlines;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.OnTaskFailure;
import dev.forkyard.job.Retry;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTests {

    private static final Instant SUBMITTED = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant STARTED = SUBMITTED.plusMillis(500);

    private final Answers answers = new Answers(10);

    @Test
    void queuedJobHasNoTimesButThatOfItsSubmission() {
        JobAnswer job = answers.job(job(State.QUEUED, null, null, 0));

        assertThat(job.timing())
                .isEqualTo(new JobAnswer.Timing(SUBMITTED, null, null, null, null, null, null, null, List.of()));
        assertThat(job.progress().etaSeconds()).isNull();
        assertThat(job.links().result()).isNull();
    }

    @Test
    void jobTellsWhatTimeIsLeftWhileItRuns() {
        JobAnswer job = answers.job(job(State.RUNNING, STARTED, null, 0.25));

        assertThat(job.progress().etaSeconds()).isEqualByComparingTo("9");
        assertThat(job.timing().queuedSeconds()).isEqualByComparingTo("0.5");
        assertThat(job.timing().wallSeconds()).isNull();
        assertThat(answers.job(job(State.CANCELLING, STARTED, null, 0.5))
                        .progress()
                        .etaSeconds())
                .isNull();
    }

    @Test
    void finishedJobTellsItsSpeedup() {
        JobAnswer job = answers.job(job(State.SUCCEEDED, STARTED, STARTED.plusSeconds(2), 1));

        assertThat(job.timing().wallSeconds()).isEqualByComparingTo("2");
        assertThat(job.timing().taskWallSeconds()).isEqualByComparingTo("3.5");
        assertThat(job.timing().speedup()).isEqualByComparingTo("1.75");
        assertThat(job.timing().cores()).hasSize(1);
        assertThat(job.progress().etaSeconds()).isEqualByComparingTo("0");
        assertThat(job.links().result()).endsWith("/result");
    }

    @Test
    void jobThatEndedInTheQueueWasQueuedUntilThen() {
        JobAnswer job = answers.job(job(State.CANCELLED, null, SUBMITTED.plusSeconds(4), 0));

        assertThat(job.timing().queuedSeconds()).isEqualByComparingTo("4");
        assertThat(job.timing().wallSeconds()).isNull();
        assertThat(job.timing().speedup()).isNull();
    }

    @Test
    void jobThatTookNoTimeHasNoSpeedup() {
        assertThat(answers.job(job(State.SUCCEEDED, STARTED, STARTED, 1))
                        .timing()
                        .speedup())
                .isNull();
    }

    @Test
    void listedTaskLeavesALongResultOut() {
        Task shortOne = new Task(0, "task-0", State.SUCCEEDED, STARTED, List.of(), "1234567890", null);
        Task longOne = new Task(1, "task-1", State.SUCCEEDED, STARTED, List.of(), "12345678901", null);

        assertThat(answers.listed(shortOne).result()).isEqualTo(new RawJson("1234567890"));
        assertThat(answers.listed(longOne).result()).isNull();
        assertThat(answers.task(longOne).result()).isEqualTo(new RawJson("12345678901"));
    }

    @Test
    void optionsAreToldAsTheyMayBeGiven() {
        JobSpec spec = spec(
                new Deadlines(Duration.ofHours(24), null, Duration.ofSeconds(3661)),
                new Retry(5, Set.of(FailureReason.OUT_OF_MEMORY, FailureReason.TASK_ERROR)),
                Isolation.FRESH);

        assertThat(answers.job(job(spec, State.QUEUED, null, null, 0)).options())
                .isEqualTo(new JobAnswer.Options(
                        5,
                        null,
                        "24h",
                        null,
                        "PT1H1M1S",
                        5,
                        List.of(FailureReason.TASK_ERROR, FailureReason.OUT_OF_MEMORY),
                        OnTaskFailure.FAIL_FAST,
                        Isolation.FRESH));
    }

    @Test
    void taskTellsItsOwnFailureBesideThoseOfItsAttempts() {
        Failure lost = Failure.of(FailureReason.WORKER_LOST, "It died.");
        Task task = new Task(
                0,
                "task-0",
                State.FAILED,
                STARTED,
                List.of(attempt(State.FAILED, lost, null)),
                null,
                lost.as(FailureReason.POISONED, "It killed each of its workers."));

        TaskAnswer answer = answers.task(task);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.POISONED);
        assertThat(answer.attempts().get(0).failure().reason()).isEqualTo(FailureReason.WORKER_LOST);
        assertThat(answer.stalled()).isNull();
    }

    @Test
    void retriedTaskHasNoFailureWhateverItsLastAttemptHad() {
        Failure lost = Failure.of(FailureReason.WORKER_LOST, "It died.");
        Task task = new Task(0, "task-0", State.QUEUED, null, List.of(attempt(State.FAILED, lost, null)), null, null);

        assertThat(answers.task(task).failure()).isNull();
    }

    @Test
    void stalledTaskSaysSoAndSinceWhen() {
        Task task =
                new Task(0, "task-0", State.RUNNING, null, List.of(attempt(State.RUNNING, null, STARTED)), null, null);

        assertThat(answers.task(task).stalled()).isTrue();
        assertThat(answers.task(task).attempts().get(0).stalledSince()).isEqualTo(STARTED);
    }

    @Test
    void failureTellsItsDeadlineAndTheCrashReport() {
        Failure late = Failure.of(FailureReason.TIMEOUT, Deadline.TASK_TIMEOUT, "It took too long.");
        Failure crashed = new Failure(
                FailureReason.WORKER_LOST, "It crashed.", null, null, null, "SIGSEGV", "# A fatal error", null);

        FailureAnswer timeout = answers.task(failed(late)).failure();
        FailureAnswer crash = answers.task(failed(crashed)).failure();

        assertThat(timeout.deadline()).isEqualTo("taskTimeout");
        assertThat(timeout.crashReport()).isNull();
        assertThat(crash.deadline()).isNull();
        assertThat(crash.crashReport()).isEqualTo("# A fatal error");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0",
        "PT10S, 10.0",
        "PT0.000001S, 0.000001",
        "PT0.0000014S, 0.000001",
        "PT0.5S, 0.5",
        "PT1234567.25S, 1234567.25",
        "PT-0.5S, -0.5"
    })
    void secondsAreDecimalsWithoutExponent(Duration duration, String text) {
        assertThat(Decimals.seconds(duration)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 1.0", "0.99999, 0.9999", "0.00001, 0.0", "1.23456, 1.2345", "0.0001, 0.0001"})
    void ratiosAreRoundedDown(double ratio, BigDecimal expected) {
        assertThat(Decimals.ratio(ratio)).hasToString(expected.toPlainString());
    }

    private static Task failed(Failure failure) {
        return new Task(0, "task-0", State.FAILED, STARTED, List.of(), null, failure);
    }

    private static Job job(State state, @Nullable Instant started, @Nullable Instant finished, double fraction) {
        return job(spec(Deadlines.NONE, Retry.DEFAULT, Isolation.POOLED), state, started, finished, fraction);
    }

    private static Job job(
            JobSpec spec, State state, @Nullable Instant started, @Nullable Instant finished, double fraction) {
        return new Job(
                UUID.fromString("019a3f5c-8f00-7c4a-9d52-0d6f4a1c2b3d"),
                spec,
                null,
                state,
                SUBMITTED,
                started,
                finished,
                TaskCounts.NONE,
                fraction,
                state == State.QUEUED ? null : Duration.ofSeconds(9),
                started == null
                        ? JobUsage.NONE
                        : new JobUsage(
                                Duration.ofMillis(3500),
                                Duration.ofSeconds(3),
                                List.of(new CoreShare(0, 2, Duration.ofMillis(3500), Duration.ofSeconds(3)))),
                null,
                null);
    }

    private static JobSpec spec(Deadlines deadlines, Retry retry, Isolation isolation) {
        return new JobSpec(
                "t", "{}", null, Map.of(), 5, null, OnTaskFailure.FAIL_FAST, deadlines, retry, isolation, "");
    }

    private static Attempt attempt(State state, @Nullable Failure failure, @Nullable Instant stalledSince) {
        return new Attempt(
                1,
                "worker-1",
                4711,
                4700L,
                0,
                state,
                SUBMITTED,
                STARTED,
                null,
                null,
                null,
                null,
                null,
                failure,
                stalledSince);
    }
}
