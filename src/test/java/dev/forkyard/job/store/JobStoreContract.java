package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.ALL;
import static dev.forkyard.job.store.Samples.FAILURE;
import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.bare;
import static dev.forkyard.job.store.Samples.cancelled;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.failed;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.running;
import static dev.forkyard.job.store.Samples.spec;
import static dev.forkyard.job.store.Samples.stored;
import static dev.forkyard.job.store.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.Job;
import dev.forkyard.job.JobQuery;
import dev.forkyard.job.JobSpec;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.TaskOrder;
import dev.forkyard.job.shared.SharedChanges;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the store promises on every database. */
abstract class JobStoreContract extends StretchContract {

    @Test
    void insertedJobIsFoundQueuedWithAllThatWasAskedFor() {
        JobSpec full = spec("pi-digits", Map.of("team", "maths", "run", "7"));
        JobSpec bare = bare("{}");
        store.insert(id(1), full, T).join();
        store.insert(id(2), bare, T.plusNanos(1000)).join();

        assertThat(store.find(id(1), 100))
                .contains(new Job(
                        id(1),
                        full,
                        null,
                        State.QUEUED,
                        T,
                        null,
                        null,
                        TaskCounts.NONE,
                        0,
                        null,
                        JobUsage.NONE,
                        null,
                        null));
        assertThat(store.find(id(2), 100).orElseThrow().spec()).isEqualTo(bare);
        assertThat(store.find(id(2), 100).orElseThrow().submittedAt()).isEqualTo(T.plusNanos(1000));
        assertThat(store.find(id(3), 100)).isEmpty();
    }

    @Test
    void insertUnderTheIdOfAnotherJobFailsAndLeavesThatOneAlone() {
        store.insert(JOB, spec(), T).join();

        assertThat(refused(store.insert(JOB, spec("map", Map.of()), T)).operation())
                .isEqualTo(StoreOperation.INSERT);

        assertThat(store.find(JOB, 0).orElseThrow().spec()).isEqualTo(spec());
        assertThat(store.problem()).isNull();
    }

    @Test
    void insertOfTheSameJobAgainIsHarmless() {
        store.insert(JOB, spec(), T).join();
        store.insert(JOB, spec(), T).join();

        assertThat(store.list(ALL)).hasSize(1);
    }

    @Test
    void startedMakesAQueuedJobRun() {
        store.insert(JOB, spec(), T).join();
        store.started(JOB, T.plusSeconds(1)).join();
        store.started(JOB, T.plusSeconds(2)).join();

        Job job = store.find(JOB, 0).orElseThrow();
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(job.startedAt()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void splitNumbersTasksInOrderOverManyBatches() {
        List<String> inputs =
                IntStream.range(0, 2_500).mapToObj(i -> "{\"n\":" + i + "}").toList();
        store.insert(JOB, spec(), T).join();
        store.split(JOB, inputs, TaskGraph.NONE).join();

        List<StoredTask> tasks = store.storedTasks(JOB);
        assertThat(tasks).extracting(StoredTask::input).isEqualTo(inputs);
        assertThat(tasks.get(1_234)).isEqualTo(stored(1_234, State.QUEUED, "{\"n\":1234}", null, 0));
    }

    @Test
    void tasksHangTogetherAsTheSplitSaid() {
        int size = 2_500;
        List<List<Integer>> needs = IntStream.range(0, size)
                .mapToObj(task -> task < 2 ? List.<Integer>of() : List.of(task - 1, 0))
                .toList();
        List<Double> weights =
                IntStream.range(0, size).mapToObj(task -> task + 0.5).toList();
        store.insert(JOB, spec(), T).join();
        store.split(JOB, Collections.nCopies(size, "0"), new TaskGraph(needs, weights))
                .join();

        assertThat(store.graph(JOB)).isEqualTo(new TaskGraph(needs, weights));
    }

    @Test
    void longParamsAreLeftOutOfListsAndOfAJobThatIsAskedForWithALowerLimit() {
        String params = "{\"text\":\"" + "ä".repeat(5_000) + "\"}";
        store.insert(JOB, spec().withParams(params), T).join();

        assertThat(store.list(ALL)).singleElement().satisfies(job -> {
            assertThat(job.spec().params()).isEmpty();
            assertThat(job.leftOut()).isEqualTo(params.length());
        });
        assertThat(store.find(JOB, params.length() - 1).orElseThrow().leftOut()).isEqualTo(params.length());
        assertThat(store.find(JOB, params.length()).orElseThrow()).satisfies(job -> {
            assertThat(job.spec().params()).isEqualTo(params);
            assertThat(job.leftOut()).isNull();
        });
        assertThat(store.params(JOB)).contains(params);
        assertThat(store.unfinished())
                .singleElement()
                .satisfies(job -> assertThat(job.spec().params()).isEqualTo(params));
        store.finished(JOB, cancelled()).join();
        assertThat(store.delete(JOB).join()).isTrue();
        assertThat(store.params(JOB)).isEmpty();
    }

    @Test
    void tasksKeepTheNamesThatTheyWereGiven() {
        List<String> names = IntStream.range(0, 2_500)
                .mapToObj(task -> task % 1_000 == 7 ? "seventh of " + task / 1_000 : "")
                .toList();
        store.insert(JOB, spec(), T).join();
        store.split(JOB, Collections.nCopies(2_500, "0"), new TaskGraph(List.of(), List.of(), names))
                .join();

        assertThat(store.graph(JOB).names()).isEqualTo(names);
        assertThat(store.taskNames(JOB))
                .isEqualTo(Map.of(7, "seventh of 0", 1_007, "seventh of 1", 2_007, "seventh of 2"));
        assertThat(store.task(JOB, 1_007).orElseThrow().name()).isEqualTo("seventh of 1");
        for (TaskOrder order : TaskOrder.values()) {
            assertThat(store.tasks(JOB, order, 2_006, 2, 0))
                    .extracting(Task::name)
                    .containsExactly("task-2006", "seventh of 2");
        }
    }

    @Test
    void tasksOfASplitThatSaidNothingAreAlikeAndNeedNothing() {
        split(2);

        assertThat(store.graph(JOB)).isEqualTo(TaskGraph.NONE);
    }

    @Test
    void splitAgainKeepsTasksAsTheyAre() {
        split(2);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "").join();
        store.split(JOB, List.of("x", "y"), TaskGraph.NONE).join();

        assertThat(store.storedTasks(JOB))
                .containsExactly(stored(0, State.SUCCEEDED, "0", "1", 1), stored(1, State.QUEUED, "1", null, 0));
    }

    @Test
    void attemptIsSeenRunningAndThenEnded() {
        split(1);
        store.attemptStarted(JOB, 0, running(1)).join();
        assertThat(store.task(JOB, 0))
                .contains(new Task(0, "task-0", State.RUNNING, null, List.of(running(1)), null, null));

        Attempt ended = ended(1, State.SUCCEEDED, T.plusSeconds(2));
        attemptEnded(0, State.SUCCEEDED, ended, "[1]", "").join();
        assertThat(store.task(JOB, 0))
                .contains(new Task(0, "task-0", State.SUCCEEDED, T.plusSeconds(2), List.of(ended), "[1]", null));
    }

    @Test
    void attemptWithNothingKnownOfItsUsageIsKept() {
        split(1);
        Attempt attempt = new Attempt(
                1,
                "worker-2",
                1,
                1L,
                null,
                State.CANCELLED,
                T,
                T,
                T.plusSeconds(1),
                null,
                null,
                null,
                null,
                null,
                null);
        attemptEnded(0, State.CANCELLED, attempt, null, "").join();

        assertThat(store.task(JOB, 0).orElseThrow().attempts()).containsExactly(attempt);
        assertThat(store.usage(JOB)).isEqualTo(JobUsage.NONE);
    }

    @Test
    void retriedTaskIsQueuedAgainAndKeepsItsAttemptsAndLog() {
        split(2);
        Attempt first = ended(1, State.FAILED, T.plusSeconds(1));
        store.attemptStarted(JOB, 1, running(1)).join();
        attemptEnded(1, State.QUEUED, first, null, "first\n").join();
        assertThat(store.storedTasks(JOB).get(1)).isEqualTo(new StoredTask(1, State.QUEUED, "1", null, null, 1, 1, 0));
        assertThat(store.task(JOB, 1).orElseThrow().finishedAt()).isNull();

        Attempt second = ended(2, State.SUCCEEDED, T.plusSeconds(2));
        attemptEnded(1, State.SUCCEEDED, second, "2", "second\n").join();

        assertThat(store.task(JOB, 1))
                .contains(new Task(1, "task-1", State.SUCCEEDED, T.plusSeconds(2), List.of(first, second), "2", null));
        assertThat(Printed.of(store, JOB)).containsExactly(entry(1, "first\nsecond\n"));
        assertThat(first.failure()).isEqualTo(FAILURE);
    }

    @Test
    void lateAnswerOfAnOlderAttemptDoesNotTouchTheTask() {
        split(1);
        attemptEnded(0, State.QUEUED, ended(1, State.FAILED, T), null, "").join();
        store.attemptStarted(JOB, 0, running(2)).join();
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "late", "again")
                .join();

        Task task = store.task(JOB, 0).orElseThrow();
        assertThat(task.state()).isEqualTo(State.RUNNING);
        assertThat(task.result()).isNull();
        assertThat(task.attempts()).containsExactly(ended(1, State.FAILED, T), running(2));
        assertThat(Printed.of(store, JOB)).isEmpty();
    }

    @Test
    void attemptThatEndedCannotStartOrEndAgain() {
        split(1);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "once")
                .join();
        store.attemptStarted(JOB, 0, running(1)).join();
        attemptEnded(0, State.FAILED, ended(1, State.FAILED, T), null, "twice").join();

        assertThat(store.task(JOB, 0))
                .contains(new Task(0, "task-0", State.SUCCEEDED, T, List.of(ended(1, State.SUCCEEDED, T)), "1", null));
        assertThat(Printed.of(store, JOB)).containsExactly(entry(0, "once"));
    }

    @Test
    void attemptOfATaskThatDoesNotExistFailsAtOnce() {
        split(1);

        assertThat(refused(attemptEnded(9, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", ""))
                        .operation())
                .isEqualTo(StoreOperation.ATTEMPT_ENDED);
        assertThat(store.problem()).isNull();
    }

    @Test
    void succeededJobIsReadBackWithItsEnd() {
        split(1);
        store.finished(JOB, succeeded("[3.14]")).join();

        assertThat(store.find(JOB, 6))
                .contains(new Job(
                        JOB,
                        spec(),
                        null,
                        State.SUCCEEDED,
                        T,
                        T.plusMillis(1),
                        T.plusSeconds(3),
                        succeeded("").tasks(),
                        1.0,
                        null,
                        succeeded("").usage(),
                        null,
                        new Job.Result(6, "[3.14]", succeeded("").representations())));
    }

    @Test
    void failedJobIsReadBackWithItsFailureAndKeepsItsStart() {
        split(3);
        store.started(JOB, T.plusSeconds(1)).join();
        store.finished(JOB, failed()).join();

        Job job = store.find(JOB, 10).orElseThrow();
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.failure()).isEqualTo(failed().failure());
        assertThat(job.startedAt()).isEqualTo(T.plusSeconds(1));
        assertThat(job.tasks()).isEqualTo(failed().tasks());
        assertThat(job.fraction()).isEqualTo(0.5);
        assertThat(job.result()).isNull();
    }

    @Test
    void finishedCancelsTasksThatAreNotFinalOnly() {
        split(3);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "").join();
        store.attemptStarted(JOB, 1, running(1)).join();
        store.finished(JOB, cancelled()).join();

        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 10, Long.MAX_VALUE))
                .extracting(Task::state, Task::finishedAt)
                .containsExactly(
                        tuple(State.SUCCEEDED, T),
                        tuple(State.CANCELLED, T.plusSeconds(4)),
                        tuple(State.CANCELLED, T.plusSeconds(4)));
    }

    @Test
    void finalJobNeverChanges() {
        split(2);
        store.finished(JOB, succeeded("1")).join();
        Job before = store.find(JOB, 10).orElseThrow();
        List<Task> tasks = store.tasks(JOB, TaskOrder.INDEX, 0, 10, Long.MAX_VALUE);

        store.started(JOB, T.plusSeconds(9)).join();
        store.cancelling(JOB).join();
        store.finished(JOB, failed()).join();
        store.finished(JOB, cancelled()).join();
        store.split(JOB, List.of("a", "b", "c"), TaskGraph.NONE).join();

        assertThat(store.find(JOB, 10)).contains(before);
        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 10, Long.MAX_VALUE)).isEqualTo(tasks);
    }

    @Test
    void attemptThatEndsAfterItsJobIsKeptButItsTaskStaysCancelled() {
        split(1);
        store.attemptStarted(JOB, 0, running(1)).join();
        store.finished(JOB, cancelled()).join();
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "late\n")
                .join();

        assertThat(store.task(JOB, 0))
                .contains(new Task(
                        0,
                        "task-0",
                        State.CANCELLED,
                        T.plusSeconds(4),
                        List.of(ended(1, State.SUCCEEDED, T)),
                        null,
                        null));
        assertThat(Printed.of(store, JOB)).containsExactly(entry(0, "late\n"));
    }

    @Test
    void cancellingIsFollowedByCancelledOnly() {
        store.insert(JOB, spec(), T).join();
        store.cancelling(JOB).join();
        assertThat(store.find(JOB, 0).orElseThrow().state()).isEqualTo(State.CANCELLING);

        store.started(JOB, T).join();
        assertThat(store.find(JOB, 0).orElseThrow().state()).isEqualTo(State.CANCELLING);

        store.finished(JOB, cancelled()).join();
        assertThat(store.find(JOB, 0).orElseThrow().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void deleteRemovesAFinalJobWithAllThatBelongsToIt() throws SQLException {
        split(2);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "log")
                .join();
        store.insert(id(2), spec(), T).join();
        store.finished(JOB, succeeded("1")).join();

        assertThat(store.delete(JOB).join()).isTrue();
        assertThat(store.find(JOB, 0)).isEmpty();
        assertThat(rows("jobs")).isEqualTo(1);
        assertThat(rows("job_labels")).isEqualTo(1);
        assertThat(rows("task_chunks")).isZero();
        assertThat(rows("attempt_stretches")).isZero();
    }

    @Test
    void deleteRefusesAJobThatIsNotFinalOrNotThere() {
        store.insert(JOB, spec(), T).join();
        assertThat(store.delete(JOB).join()).isFalse();
        assertThat(store.delete(id(2)).join()).isFalse();
        assertThat(store.find(JOB, 0)).isPresent();
    }

    @Test
    void resultIsInlinedUpToTheLimitAndAlwaysThereOnItsOwn() {
        split(1);
        String result = "\"" + "ä€😀\\u0000".repeat(100_000) + "\"";
        store.finished(JOB, succeeded(result)).join();

        assertThat(store.find(JOB, result.length()).orElseThrow().result().json())
                .isEqualTo(result);
        Job.Result notLoaded =
                store.find(JOB, result.length() - 1).orElseThrow().result();
        assertThat(notLoaded)
                .isEqualTo(new Job.Result(result.length(), null, succeeded("").representations()));
        assertThat(store.list(ALL).get(0).result()).isEqualTo(notLoaded);
        assertThat(store.result(JOB)).contains(result);
    }

    @Test
    void jobWithoutAResultHasNone() {
        split(1);
        assertThat(store.result(JOB)).isEmpty();
        assertThat(store.result(id(9))).isEmpty();
    }

    @Test
    void rawNulInTextIsReplaced() {
        store.insert(JOB, spec("map", Map.of("k\0", "v\0")), T).join();
        store.split(JOB, List.of("1"), TaskGraph.NONE).join();
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "\"\\u0000\"", "a\0b\n")
                .join();

        assertThat(Printed.of(store, JOB)).containsExactly(entry(0, "a\uFFFDb\n"));
        assertThat(store.task(JOB, 0).orElseThrow().result()).isEqualTo("\"\\u0000\"");
        assertThat(store.list(labelled(Map.of("k\0", "v\0")))).hasSize(1);
    }

    @Test
    void unpairedSurrogateInALogDoesNotStopTheWrite() {
        split(1);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "a\uD83Db")
                .join();

        assertThat(Printed.of(store, JOB))
                .hasEntrySatisfying(0, text -> assertThat(text).startsWith("a").endsWith("b"));
    }

    @Test
    void listIsNewestFirstAndPagesEndWithTheOldest() {
        IntStream.range(0, 25).forEach(i -> store.insert(id(i), spec(), T).join());
        store.insert(id(25), spec(), T).join();

        List<UUID> seen = new ArrayList<>();
        UUID olderThan = null;
        List<Job> page;
        do {
            page = store.list(new JobQuery(Set.of(), null, Map.of("team", "maths"), null, null, olderThan, 10));
            page.forEach(job -> seen.add(job.id()));
            olderThan = page.isEmpty() ? null : page.get(page.size() - 1).id();
        } while (!page.isEmpty());

        assertThat(seen)
                .isEqualTo(
                        IntStream.rangeClosed(0, 25).mapToObj(i -> id(25 - i)).toList());
        assertThat(store.list(new JobQuery(Set.of(), null, Map.of(), null, null, id(3), 10)))
                .extracting(Job::id)
                .containsExactly(id(2), id(1), id(0));
    }

    @Test
    void listFiltersByStateTypeLabelsAndTime() {
        store.insert(id(1), spec("map", Map.of("team", "maths", "run", "1")), T.plusSeconds(1))
                .join();
        store.insert(id(2), spec("map", Map.of("team", "maths", "run", "2")), T.plusSeconds(2))
                .join();
        store.insert(id(3), spec("batch", Map.of("team", "maths")), T.plusSeconds(3))
                .join();
        store.insert(id(4), spec("batch", Map.of("team", "physics", "run", "1")), T.plusSeconds(4))
                .join();
        store.started(id(1), T).join();
        store.finished(id(4), succeeded("1")).join();

        assertThat(ids(ALL)).containsExactly(id(4), id(3), id(2), id(1));
        assertThat(ids(query(Set.of(State.RUNNING, State.SUCCEEDED), null, Map.of())))
                .containsExactly(id(4), id(1));
        assertThat(ids(query(Set.of(State.FAILED), null, Map.of()))).isEmpty();
        assertThat(ids(query(Set.of(), "batch", Map.of()))).containsExactly(id(4), id(3));
        assertThat(ids(labelled(Map.of("team", "maths")))).containsExactly(id(3), id(2), id(1));
        assertThat(ids(labelled(Map.of("team", "maths", "run", "1")))).containsExactly(id(1));
        assertThat(ids(labelled(Map.of("team", "2")))).isEmpty();
        assertThat(ids(query(Set.of(State.QUEUED), "map", Map.of("team", "maths"))))
                .containsExactly(id(2));
        assertThat(ids(between(T.plusSeconds(1), T.plusSeconds(4)))).containsExactly(id(3), id(2));
        assertThat(ids(between(null, T.plusSeconds(2)))).containsExactly(id(1));
    }

    @Test
    void countsTellsEveryState() {
        assertThat(store.counts()).hasSize(State.values().length).containsEntry(State.QUEUED, 0L);
        store.insert(id(1), spec(), T).join();
        store.insert(id(2), spec(), T).join();
        store.insert(id(3), spec(), T).join();
        store.finished(id(3), failed()).join();

        assertThat(store.counts())
                .containsEntry(State.QUEUED, 2L)
                .containsEntry(State.FAILED, 1L)
                .containsEntry(State.RUNNING, 0L);
    }

    @Test
    void tasksAreListedByIndexOrByCompletion() {
        split(6);
        int[] order = {4, 0, 3};
        for (int i = 0; i < order.length; i++) {
            Attempt attempt = ended(1, State.SUCCEEDED, T.plusSeconds(i));
            attemptEnded(order[i], State.SUCCEEDED, attempt, "1", "").join();
        }

        assertThat(indices(TaskOrder.INDEX, 0, 10)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(indices(TaskOrder.INDEX, 2, 3)).containsExactly(2, 3, 4);
        assertThat(indices(TaskOrder.COMPLETION, 0, 10)).containsExactly(4, 0, 3, 1, 2, 5);
        assertThat(indices(TaskOrder.COMPLETION, 1, 3)).containsExactly(0, 3, 1);
        assertThat(indices(TaskOrder.COMPLETION, 6, 3)).isEmpty();
        assertThat(store.task(JOB, 6)).isEmpty();
    }

    @Test
    void pageOfTasksHasAllTheirAttempts() {
        split(3);
        for (int task = 0; task < 3; task++) {
            attemptEnded(task, State.QUEUED, ended(1, State.FAILED, T), null, "")
                    .join();
            attemptEnded(task, State.SUCCEEDED, ended(2, State.SUCCEEDED, T.plusSeconds(3 - task)), "1", "")
                    .join();
        }

        for (TaskOrder order : TaskOrder.values()) {
            assertThat(store.tasks(JOB, order, 1, 2, Long.MAX_VALUE))
                    .hasSize(2)
                    .allSatisfy(task -> assertThat(task.attempts())
                            .extracting(Attempt::number)
                            .containsExactly(1, 2));
        }
        assertThat(observed.stream().filter(StoreOperation.TASKS::equals)).hasSize(2);
    }

    @Test
    void instantsPastWhatTheDatabaseHoldsAreSearchedForAllTheSame() {
        store.insert(JOB, spec(), T).join();

        assertThat(store.list(between(Instant.MIN, Instant.MAX)))
                .extracting(Job::id)
                .containsExactly(JOB);
        assertThat(store.list(between(Instant.MAX, null))).isEmpty();
        assertThat(store.list(between(null, Instant.MIN))).isEmpty();
    }

    @Test
    void tasksAreListedWithoutResultsOverTheInlineLimit() {
        split(2);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "12345", "")
                .join();
        attemptEnded(1, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "123456", "")
                .join();

        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 10, 5))
                .extracting(Task::result)
                .containsExactly("12345", null);
        assertThat(store.task(JOB, 1).orElseThrow().result()).isEqualTo("123456");
    }

    @Test
    void logsHoldTasksThatPrintedInTaskOrder() {
        split(3);
        attemptEnded(2, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "two\n")
                .join();
        attemptEnded(1, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "").join();
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "zero\n")
                .join();

        assertThat(Printed.of(store, JOB)).containsExactly(entry(0, "zero\n"), entry(2, "two\n"));
    }

    @Test
    void usageSumsEndedAttemptsByCore() {
        split(4);
        attemptEnded(0, State.QUEUED, onCore(1, 3), null, "").join();
        attemptEnded(0, State.SUCCEEDED, onCore(2, 0), "1", "").join();
        attemptEnded(1, State.SUCCEEDED, onCore(1, 3), "1", "").join();
        attemptEnded(2, State.SUCCEEDED, onCore(1, null), "1", "").join();
        store.attemptStarted(JOB, 3, running(1)).join();

        Duration wall = Duration.ofNanos(1_000_001);
        Duration cpu = Duration.ofNanos(900_009);
        assertThat(store.usage(JOB))
                .isEqualTo(new JobUsage(
                        wall.multipliedBy(4),
                        cpu.multipliedBy(4),
                        List.of(
                                new CoreShare(0, 1, wall, cpu),
                                new CoreShare(3, 2, wall.multipliedBy(2), cpu.multipliedBy(2)))));
        assertThat(store.usage(id(9))).isEqualTo(JobUsage.NONE);
    }

    @Test
    void abandonRunningFailsWhatTheServerLeftAndQueuesItsTasks() {
        split(3);
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "").join();
        store.attemptStarted(JOB, 1, running(1)).join();

        assertThat(store.abandonRunning(T.plusSeconds(60))).isEqualTo(1);
        assertThat(store.abandonRunning(T.plusSeconds(61))).isZero();

        Attempt lost = store.task(JOB, 1).orElseThrow().attempts().get(0);
        assertThat(lost.state()).isEqualTo(State.FAILED);
        assertThat(lost.finishedAt()).isEqualTo(T.plusSeconds(60));
        assertThat(lost.failure())
                .isEqualTo(Failure.of(FailureReason.SERVER_LOST, "The server stopped while the task ran."));
        assertThat(store.storedTasks(JOB))
                .containsExactly(
                        stored(0, State.SUCCEEDED, "0", "1", 1),
                        new StoredTask(1, State.QUEUED, "1", null, null, 1, 0, 1),
                        stored(2, State.QUEUED, "2", null, 0));
    }

    @Test
    void unfinishedTellsJobsToGoOnWithOldestFirst() {
        for (int i = 5; i > 0; i--) {
            store.insert(id(i), spec(), T.plusSeconds(i)).join();
        }
        store.started(id(2), T.plusSeconds(9)).join();
        store.cancelling(id(3)).join();
        store.finished(id(4), failed()).join();
        store.finished(id(5), cancelled()).join();

        assertThat(store.unfinished())
                .containsExactly(
                        new UnfinishedJob(id(1), spec(), State.QUEUED, T.plusSeconds(1), null),
                        new UnfinishedJob(id(2), spec(), State.RUNNING, T.plusSeconds(2), T.plusSeconds(9)),
                        new UnfinishedJob(id(3), spec(), State.CANCELLING, T.plusSeconds(3), null));
    }

    @Test
    void storeOpenedAgainSeesEverythingThatWasCalledBeforeClose() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        writes.add(store.insert(JOB, spec(), T));
        writes.add(store.split(JOB, List.of("0", "1"), TaskGraph.NONE));
        for (int i = 2; i < 1_000; i++) {
            writes.add(store.insert(id(i), spec(), T));
        }
        writes.add(store.finished(JOB, succeeded("[1]")));
        store.close();
        assertThat(writes).allSatisfy(write -> assertThat(write).isCompleted());

        store = newStore();
        assertThat(store.counts()).containsEntry(State.QUEUED, 998L).containsEntry(State.SUCCEEDED, 1L);
        assertThat(store.result(JOB)).contains("[1]");
        assertThat(store.storedTasks(JOB)).hasSize(2);
    }

    @Test
    void writesAfterCloseFail() {
        store.close();
        assertThat(refused(store.insert(JOB, spec(), T))).hasMessageContaining("closed");
        assertThat(refused(store.delete(JOB))).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.abandonRunning(T)).isInstanceOf(StoreException.class);
    }

    @Test
    void futuresCompleteInTheOrderOfTheCalls() {
        Queue<Integer> completed = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        Runnable release = block();
        for (int i = 0; i < 2_000; i++) {
            int number = i;
            all.add(store.insert(id(i), spec(), T).thenRun(() -> completed.add(number)));
        }
        release.run();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        assertThat(completed)
                .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
        assertThat(observed.stream().filter(StoreOperation.COMMIT::equals).count())
                .as("transactions for 2000 writes")
                .isLessThan(10);
    }

    @Test
    void onlyTheWriteAtFaultOfAGroupFails() {
        store.insert(id(500), spec(), T).join();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            writes.add(store.insert(id(i), i == 500 ? spec("map", Map.of()) : spec(), T));
        }

        assertThat(refused(writes.remove(500)).operation()).isEqualTo(StoreOperation.INSERT);
        writes.forEach(CompletableFuture::join);
        assertThat(store.counts()).containsEntry(State.QUEUED, 1_000L);
    }

    @Test
    void readersNeverSeeHalfOfAWrite() {
        split(1);
        AtomicInteger torn = new AtomicInteger();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            Job job;
            do {
                job = store.find(JOB, 0).orElseThrow();
                if (job.state().isFinal()
                        && !store.task(JOB, 0).orElseThrow().state().isFinal()) {
                    torn.incrementAndGet();
                }
            } while (!job.state().isFinal());
        });
        store.finished(JOB, cancelled()).join();
        reader.join();

        assertThat(torn).hasValue(0);
    }

    @Test
    void everyOperationIsObserved() {
        split(1);
        store.started(JOB, T).join();
        store.attemptStarted(JOB, 0, running(1)).join();
        attemptEnded(0, State.SUCCEEDED, ended(1, State.SUCCEEDED, T), "1", "").join();
        store.shared(JOB, SharedChanges::new).join();
        store.cancelling(JOB).join();
        store.finished(JOB, cancelled()).join();
        store.find(JOB, 0);
        store.sharedContents(JOB);
        store.messages(JOB, 0, 1);
        store.list(ALL);
        store.params(JOB);
        store.result(JOB);
        store.tasks(JOB, TaskOrder.INDEX, 0, 1, Long.MAX_VALUE);
        store.task(JOB, 0);
        store.taskNames(JOB);
        Printed.of(store, JOB);
        store.counts();
        store.unfinished();
        store.storedTasks(JOB);
        store.usage(JOB);
        store.delete(JOB).join();
        store.abandonRunning(T);

        await().untilAsserted(
                        () -> assertThat(EnumSet.copyOf(observed)).isEqualTo(EnumSet.allOf(StoreOperation.class)));
        assertThat(StoreOperation.ATTEMPT_ENDED.label()).isEqualTo("attempt_ended");
    }

    @Test
    void readOfADatabaseThatIsGoneThrows() {
        dataSource.close();
        assertThatThrownBy(() -> store.find(JOB, 0))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.operation()).isEqualTo(StoreOperation.FIND));
    }

    /** Holds the writer back, so that what is submitted meanwhile waits. */
    private Runnable block() {
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<Void> unused = store.shared(JOB, () -> {
            awaitIn(latch);
            return new SharedChanges();
        });
        return latch::countDown;
    }

    private List<UUID> ids(JobQuery query) {
        return store.list(query).stream().map(Job::id).toList();
    }

    private List<Integer> indices(TaskOrder order, int offset, int limit) {
        return store.tasks(JOB, order, offset, limit, Long.MAX_VALUE).stream()
                .map(Task::index)
                .toList();
    }

    private static JobQuery query(Set<State> states, String type, Map<String, String> labels) {
        return new JobQuery(states, type, labels, null, null, null, 50);
    }

    private static JobQuery labelled(Map<String, String> labels) {
        return query(Set.of(), null, labels);
    }

    private static JobQuery between(@Nullable Instant after, @Nullable Instant before) {
        return new JobQuery(Set.of(), null, Map.of(), after, before, null, 50);
    }

    private static Attempt onCore(int number, Integer core) {
        Attempt a = ended(number, State.SUCCEEDED, T);
        return new Attempt(
                number,
                "w",
                1,
                1L,
                core,
                a.state(),
                T,
                T,
                T,
                a.wall(),
                a.cpu(),
                a.gc(),
                a.allocatedBytes(),
                null,
                null);
    }
}
