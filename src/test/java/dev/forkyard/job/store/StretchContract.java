package dev.forkyard.job.store;

import static dev.forkyard.job.store.Samples.FAILURE;
import static dev.forkyard.job.store.Samples.T;
import static dev.forkyard.job.store.Samples.batch;
import static dev.forkyard.job.store.Samples.cancelled;
import static dev.forkyard.job.store.Samples.end;
import static dev.forkyard.job.store.Samples.ended;
import static dev.forkyard.job.store.Samples.id;
import static dev.forkyard.job.store.Samples.inBatch;
import static dev.forkyard.job.store.Samples.running;
import static dev.forkyard.job.store.Samples.spec;
import static dev.forkyard.job.store.Samples.stored;
import static dev.forkyard.job.store.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.CoreShare;
import dev.forkyard.job.JobUsage;
import dev.forkyard.job.State;
import dev.forkyard.job.Task;
import dev.forkyard.job.TaskOrder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of attempts whose ends are told together, and of the tasks that they were at. */
abstract class StretchContract extends MigrationContract {

    @Test
    void attemptsThatEndTogetherAreReadBackOneByOne() throws SQLException {
        split(2_500);
        store.attemptsEnded(JOB, batch(0, 2_500, 1)).join();

        assertThat(rows("attempt_stretches")).isEqualTo(3);
        for (TaskOrder order : TaskOrder.values()) {
            assertThat(store.tasks(JOB, order, 990, 1_020, Long.MAX_VALUE))
                    .isEqualTo(IntStream.range(990, 2_010)
                            .mapToObj(StretchContract::inOneBatch)
                            .toList());
        }
        assertThat(store.task(JOB, 2_499)).contains(inOneBatch(2_499));
        assertThat(Printed.of(store, JOB)).hasSize(250).contains(entry(1_230, "log of 1230\n"));
        assertThat(store.storedTasks(JOB).get(1_001))
                .isEqualTo(stored(1_001, State.SUCCEEDED, "1001", "\"😀1001\"", 1));
    }

    @Test
    void usageOfAttemptsThatEndTogetherIsTheirSum() {
        split(1_100);
        store.attemptsEnded(JOB, batch(0, 1_100, 1)).join();

        Duration wall = Duration.ofNanos(1_100 * 1_000L + 1_099 * 1_100 / 2);
        Duration cpu = Duration.ofNanos(1_100 * 900L);
        assertThat(store.usage(JOB)).isEqualTo(new JobUsage(wall, cpu, List.of(new CoreShare(1, 1_100, wall, cpu))));
    }

    @Test
    void attemptsThatDifferAreKeptApart() throws SQLException {
        split(9);
        List<EndedAttempt> ends = new ArrayList<>(batch(0, 9, 1));
        Attempt a = ends.get(0).attempt();
        ends.set(1, end(1, with(a, "worker-9", a.core(), a.wall()), "1"));
        ends.set(3, end(3, with(a, a.worker(), 7, a.wall()), "1"));
        ends.set(5, end(5, with(a, a.worker(), a.core(), null), "1"));
        ends.set(7, end(7, ended(1, State.FAILED, T), null));
        store.attemptsEnded(JOB, ends).join();

        assertThat(rows("attempt_stretches")).isEqualTo(9);
        List<Task> tasks = store.tasks(JOB, TaskOrder.INDEX, 0, 9, Long.MAX_VALUE);
        for (int i = 0; i < 9; i++) {
            assertThat(tasks.get(i).attempts()).containsExactly(ends.get(i).attempt());
        }
        assertThat(tasks.get(7).failure()).isEqualTo(FAILURE);
        assertThat(tasks.stream().filter(task -> task.result() == null)).containsExactly(tasks.get(7));
    }

    @Test
    void resultsTooLongToBeReadTogetherAreKeptApart() throws SQLException {
        split(4);
        String large = "\"" + "x".repeat(200_000) + "\"";
        List<EndedAttempt> ends = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            ends.add(end(task, inBatch(task, 1), task == 3 ? "3" : large));
        }
        store.attemptsEnded(JOB, ends).join();

        assertThat(rows("attempt_stretches")).isEqualTo(3);
        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 9, 100))
                .extracting(Task::result)
                .containsExactly(null, null, null, "3");
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 0, 9, large.length()))
                .extracting(Task::result)
                .containsExactly(large, large, large, "3");
    }

    @Test
    void endsMayBeToldInAnyOrderAndWithGaps() {
        split(1_000);
        List<EndedAttempt> ends = new ArrayList<>(batch(0, 10, 1));
        ends.addAll(batch(900, 950, 1));
        Collections.reverse(ends);
        store.attemptsEnded(JOB, ends).join();

        assertThat(store.storedTasks(JOB).stream().filter(task -> task.state() == State.SUCCEEDED))
                .hasSize(60);
        assertThat(store.task(JOB, 949)).contains(inOneBatch(949));
    }

    @Test
    void twoEndsOfOneTaskAreRefusedAtOnce() {
        List<EndedAttempt> ends =
                List.of(end(0, ended(1, State.SUCCEEDED, T), "1"), end(0, ended(2, State.SUCCEEDED, T), "1"));

        assertThatThrownBy(() -> store.attemptsEnded(JOB, ends)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retriesOfTasksInTheMidstOfAStretchAreKeptBesideIt() {
        split(10);
        List<EndedAttempt> first = new ArrayList<>(batch(0, 10, 1));
        for (int task : List.of(3, 4)) {
            first.set(task, end(task, State.QUEUED, ended(1, State.FAILED, T), null, "first " + task + "\n"));
        }
        store.attemptsEnded(JOB, first).join();
        assertThat(store.storedTasks(JOB).get(3)).isEqualTo(new StoredTask(3, State.QUEUED, "3", null, null, 1, 1, 0));

        store.attemptsEnded(JOB, batch(3, 5, 2)).join();
        Task retried = store.task(JOB, 4).orElseThrow();
        assertThat(retried.state()).isEqualTo(State.SUCCEEDED);
        assertThat(retried.attempts()).containsExactly(ended(1, State.FAILED, T), inBatch(4, 2));
        assertThat(store.storedTasks(JOB).get(4))
                .isEqualTo(new StoredTask(4, State.SUCCEEDED, "4", "\"😀4\"", null, 2, 1, 0));
        assertThat(store.task(JOB, 5)).contains(inOneBatch(5));
        assertThat(Printed.of(store, JOB))
                .containsExactly(entry(0, "log of 0\n"), entry(3, "first 3\n"), entry(4, "first 4\n"));
    }

    @Test
    void attemptsOfDifferentNumbersEndTogether() {
        split(3);
        store.attemptsEnded(JOB, List.of(end(1, State.QUEUED, ended(1, State.FAILED, T), null, "")))
                .join();
        List<EndedAttempt> ends = new ArrayList<>(batch(0, 3, 1));
        ends.set(1, end(1, inBatch(1, 2), "2"));
        store.attemptsEnded(JOB, ends).join();

        assertThat(store.storedTasks(JOB)).extracting(StoredTask::attempts).containsExactly(1, 2, 1);
        assertThat(store.storedTasks(JOB)).extracting(StoredTask::state).containsOnly(State.SUCCEEDED);
    }

    @Test
    void repeatedStretchChangesNothingAndALongerOneAddsTheRest() throws SQLException {
        split(20);
        store.attemptsEnded(JOB, batch(5, 10, 1)).join();
        List<Task> before = store.tasks(JOB, TaskOrder.INDEX, 5, 5, Long.MAX_VALUE);
        JobUsage usage = store.usage(JOB);
        List<EndedAttempt> other = IntStream.range(5, 10)
                .mapToObj(task -> end(task, ended(1, State.SUCCEEDED, T), "\"other\""))
                .toList();
        store.attemptsEnded(JOB, batch(5, 10, 1)).join();
        store.attemptsEnded(JOB, other).join();

        assertThat(rows("attempt_stretches")).isEqualTo(1);
        assertThat(store.usage(JOB)).isEqualTo(usage);
        store.attemptsEnded(JOB, batch(0, 20, 1)).join();
        assertThat(rows("attempt_stretches")).isEqualTo(3);
        assertThat(store.tasks(JOB, TaskOrder.INDEX, 5, 5, Long.MAX_VALUE)).isEqualTo(before);
        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 20, Long.MAX_VALUE))
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(StretchContract::inOneBatch)
                        .toList());
    }

    @Test
    void lateStretchDoesNotTouchTasksWithALaterAttempt() {
        split(5);
        store.attemptStarted(JOB, 1, running(2)).join();
        store.attemptsEnded(JOB, List.of(end(2, State.QUEUED, ended(2, State.FAILED, T), null, "")))
                .join();
        store.attemptsEnded(JOB, List.of(end(3, ended(2, State.FAILED, T), null)))
                .join();
        store.attemptsEnded(JOB, batch(0, 5, 1)).join();

        List<Task> tasks = store.tasks(JOB, TaskOrder.INDEX, 0, 5, Long.MAX_VALUE);
        assertThat(tasks)
                .extracting(Task::state)
                .containsExactly(State.SUCCEEDED, State.RUNNING, State.QUEUED, State.FAILED, State.SUCCEEDED);
        assertThat(tasks.get(1).attempts()).containsExactly(inBatch(1, 1), running(2));
        assertThat(tasks.get(3).attempts()).containsExactly(inBatch(3, 1), ended(2, State.FAILED, T));
        assertThat(tasks.subList(1, 4)).extracting(Task::result).containsOnlyNulls();
        assertThat(tasks.get(4)).isEqualTo(inOneBatch(4));
    }

    @Test
    void laterAttemptDoesNotChangeWhatAnEarlierOneHasDecided() {
        split(3);
        store.attemptsEnded(JOB, batch(0, 3, 1)).join();
        store.attemptsEnded(JOB, List.of(end(1, ended(2, State.FAILED, T), null)))
                .join();

        Task task = store.task(JOB, 1).orElseThrow();
        assertThat(task.state()).isEqualTo(State.SUCCEEDED);
        assertThat(task.finishedAt()).isEqualTo(inBatch(1, 1).finishedAt());
        assertThat(task.result()).isEqualTo("\"😀1\"");
        assertThat(task.attempts()).containsExactly(inBatch(1, 1), ended(2, State.FAILED, T));
    }

    @Test
    void stretchEndsAttemptsThatWereToldToRun() {
        split(6);
        for (int task : List.of(1, 2, 5)) {
            store.attemptStarted(JOB, task, running(1)).join();
        }
        store.attemptsEnded(JOB, batch(0, 5, 1)).join();
        store.attemptStarted(JOB, 2, running(1)).join();

        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 5, Long.MAX_VALUE))
                .isEqualTo(IntStream.range(0, 5)
                        .mapToObj(StretchContract::inOneBatch)
                        .toList());
        assertThat(store.task(JOB, 5).orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(store.abandonRunning(T)).isEqualTo(1);
    }

    @Test
    void attemptThatStartsLateDoesNotTouchATaskWithALaterOne() {
        split(1);
        store.attemptsEnded(JOB, List.of(end(0, State.QUEUED, ended(2, State.FAILED, T), null, "")))
                .join();
        store.attemptStarted(JOB, 0, running(1)).join();

        assertThat(store.task(JOB, 0))
                .contains(new Task(
                        0, "task-0", State.QUEUED, null, List.of(running(1), ended(2, State.FAILED, T)), null, null));
    }

    @Test
    void attemptAtATaskThatDoesNotExistDoesNotStart() {
        split(1);
        assertThat(refused(store.attemptStarted(JOB, 1, running(1))).operation())
                .isEqualTo(StoreOperation.ATTEMPT_STARTED);
        assertThat(refused(store.attemptsEnded(JOB, batch(0, 2, 1))).operation())
                .isEqualTo(StoreOperation.ATTEMPT_ENDED);
        assertThat(store.storedTasks(JOB)).containsExactly(stored(0, State.QUEUED, "0", null, 0));
    }

    @Test
    void writesToAJobThatIsNotThereChangeNothingAndSucceed() throws SQLException {
        store.split(JOB, List.of("1"), TaskGraph.NONE).join();
        store.attemptStarted(JOB, 0, running(1)).join();
        store.attemptsEnded(JOB, batch(0, 1, 1)).join();

        assertThat(rows("task_chunks")).isZero();
        assertThat(rows("attempt_stretches")).isZero();
        assertThat(store.tasks(JOB, TaskOrder.INDEX, 0, 9, 0)).isEmpty();
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 0, 9, 0)).isEmpty();
    }

    @Test
    void finishedCancelsWhatNoStretchHasEndedAndLateStretchesLeaveItSo() {
        split(8);
        store.attemptsEnded(JOB, batch(2, 4, 1)).join();
        store.attemptStarted(JOB, 4, running(1)).join();
        store.finished(JOB, cancelled()).join();
        store.attemptsEnded(JOB, batch(3, 7, 1)).join();

        List<Task> tasks = store.tasks(JOB, TaskOrder.INDEX, 0, 9, Long.MAX_VALUE);
        assertThat(tasks.subList(2, 4)).containsExactly(inOneBatch(2), inOneBatch(3));
        assertThat(tasks.get(4))
                .isEqualTo(
                        new Task(4, "task-4", State.CANCELLED, T.plusSeconds(4), List.of(inBatch(4, 1)), null, null));
        assertThat(tasks.get(7))
                .isEqualTo(new Task(7, "task-7", State.CANCELLED, T.plusSeconds(4), List.of(), null, null));
        assertThat(store.storedTasks(JOB).stream().filter(task -> task.state() == State.CANCELLED))
                .hasSize(6);
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 0, 3, Long.MAX_VALUE))
                .extracting(Task::index)
                .containsExactly(2, 3, 0);
    }

    @Test
    void completionOrderRunsThroughStretchesThatOverlapInTime() {
        split(8);
        store.attemptsEnded(JOB, List.of(endedAt(0, 10), endedAt(1, 30), endedAt(2, 50)))
                .join();
        store.attemptsEnded(JOB, List.of(endedAt(4, 20), endedAt(5, 30), endedAt(6, 40)))
                .join();
        store.attemptsEnded(JOB, List.of(end(7, State.QUEUED, ended(1, State.FAILED, T), null, "")))
                .join();

        List<Task> all = store.tasks(JOB, TaskOrder.COMPLETION, 0, 10, Long.MAX_VALUE);
        assertThat(all).extracting(Task::index).containsExactly(0, 4, 1, 5, 6, 2, 3, 7);
        assertThat(all.get(4).result()).isEqualTo("6");
        assertThat(all.get(7).attempts()).containsExactly(ended(1, State.FAILED, T));
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 3, 2, Long.MAX_VALUE)).isEqualTo(all.subList(3, 5));
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 6, 1, Long.MAX_VALUE)).isEqualTo(all.subList(6, 7));
    }

    @Test
    void resultsOfAStretchAreToldUpToTheInlineLimitEach() {
        split(3);
        List<EndedAttempt> ends = List.of(
                end(0, inBatch(0, 1), "1.50"),
                end(1, inBatch(1, 1), "12345678901234567890"),
                end(2, inBatch(2, 1), "3"));
        store.attemptsEnded(JOB, ends).join();

        for (TaskOrder order : TaskOrder.values()) {
            assertThat(store.tasks(JOB, order, 0, 3, 4))
                    .extracting(Task::result)
                    .containsExactly("1.50", null, "3");
        }
        assertThat(store.task(JOB, 1).orElseThrow().result()).isEqualTo("12345678901234567890");
    }

    @Test
    void textsThatDatabasesRefuseDoNotShiftTheirNeighbours() {
        split(4);
        List<EndedAttempt> ends = new ArrayList<>();
        List<String> logs = List.of("a\0\uD83D", "\uDE00b😀", "", "\uD83Dd");
        for (int task = 0; task < 4; task++) {
            ends.add(end(task, State.SUCCEEDED, inBatch(task, 1), "\"ä" + task + "\0\"", logs.get(task)));
        }
        store.attemptsEnded(JOB, ends).join();

        List<AttemptLog> stored = store.logs(JOB, 0, 3);
        assertThat(stored).extracting(AttemptLog::task).containsExactly(0, 1, 3);
        assertThat(stored.get(0).text()).startsWith("a\uFFFD").hasSize(3);
        assertThat(stored.get(1).text()).endsWith("b😀").hasSize(4);
        assertThat(stored.get(2).text()).endsWith("d").hasSize(2);
        assertThat(store.storedTasks(JOB))
                .extracting(StoredTask::result)
                .containsExactly("\"ä0\uFFFD\"", "\"ä1\uFFFD\"", "\"ä2\uFFFD\"", "\"ä3\uFFFD\"");
    }

    @Test
    void inputsAreKeptAsTheyAreHoweverManyAndLarge() throws SQLException {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < 2_300; i++) {
            inputs.add(i == 100 ? "\"" + "ä😀".repeat(300_000) + "\"" : "{\"n\": 1.00e" + i + "}");
        }
        store.insert(JOB, spec(), T).join();
        store.split(JOB, inputs, TaskGraph.NONE).join();
        store.split(JOB, Collections.nCopies(3_000, "0"), TaskGraph.NONE).join();

        assertThat(store.storedTasks(JOB)).extracting(StoredTask::input).isEqualTo(inputs);
        assertThat(rows("task_chunks")).as("before, the large one, after").isEqualTo(5);
        store.insert(id(2), spec(), T).join();
        store.split(id(2), List.of(), TaskGraph.NONE).join();
        assertThat(store.storedTasks(id(2))).isEmpty();
    }

    @Test
    void taskMayFailForAnotherReasonThanItsLastAttempt() {
        split(2);
        Failure poisoned = FAILURE.as(FailureReason.POISONED, "It kills its workers.");
        Attempt attempt = ended(1, State.FAILED, T);
        store.attemptsEnded(
                        JOB,
                        List.of(
                                new EndedAttempt(0, State.FAILED, attempt, null, poisoned, ""),
                                new EndedAttempt(1, State.FAILED, attempt, null, FAILURE, "")))
                .join();

        Task first = store.task(JOB, 0).orElseThrow();
        assertThat(first.failure()).isEqualTo(poisoned);
        assertThat(first.attempts()).containsExactly(attempt);
        assertThat(store.storedTasks(JOB)).extracting(StoredTask::failure).containsExactly(poisoned, FAILURE);
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 0, 2, 0))
                .extracting(Task::failure)
                .containsExactly(poisoned, FAILURE);
    }

    @Test
    void failedAttemptsAndServerLossesAreCountedApartAndCancelledOnesNotAtAll() {
        split(1);
        attemptEnded(0, State.QUEUED, ended(1, State.FAILED, T), null, "").join();
        for (int number : List.of(2, 3)) {
            store.attemptStarted(JOB, 0, running(number)).join();
            store.abandonRunning(T.plusSeconds(number));
        }
        attemptEnded(0, State.QUEUED, ended(4, State.CANCELLED, T), null, "").join();

        assertThat(store.storedTasks(JOB)).containsExactly(new StoredTask(0, State.QUEUED, "0", null, null, 4, 1, 2));
    }

    @Test
    void jobOfManyTasksIsTakenUpAndLeafedThroughFast() {
        int size = 100_000;
        split(size);
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int first = 0; first < size - 512; first += 512) {
            writes.add(store.attemptsEnded(JOB, batch(first, first + 512, 1)));
        }
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();

        long begun = System.nanoTime();
        List<StoredTask> stored = store.storedTasks(JOB);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(stored).hasSize(size);
        assertThat(stored.get(77_777)).isEqualTo(stored(77_777, State.SUCCEEDED, "77777", "\"😀77777\"", 1));
        assertThat(stored.get(99_999)).isEqualTo(stored(99_999, State.QUEUED, "99999", null, 0));

        begun = System.nanoTime();
        for (int offset = 0; offset < size; offset += 1_000) {
            assertThat(store.tasks(JOB, TaskOrder.INDEX, offset, 50, 100)).hasSize(50);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("a hundred pages")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(store.tasks(JOB, TaskOrder.COMPLETION, 50_000, 2, 100))
                .containsExactly(inOneBatch(50_000), inOneBatch(50_001));
    }

    @Test
    void pagesAreOfOneMomentWhileAttemptsEnd() {
        int size = 3_000;
        split(size);
        // From the last task to the first, so that a task that ends belongs far from where it stood.
        CountDownLatch twoPages = new CountDownLatch(2);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int first = size - 10; first >= 0; first -= 10) {
                if (first == 0) {
                    awaitIn(twoPages);
                }
                store.attemptStarted(JOB, first, running(1)).join();
                store.attemptsEnded(JOB, batch(first, first + 10, 1)).join();
            }
        });
        do {
            for (TaskOrder order : TaskOrder.values()) {
                List<Task> tasks = store.tasks(JOB, order, 0, size, 100);
                assertThat(tasks.stream().map(Task::index).distinct()).hasSize(size);
                assertThat(tasks)
                        .extracting(
                                order == TaskOrder.INDEX ? task -> (long) task.index() : StretchContract::endedOrNever)
                        .isSorted();
                assertThat(tasks)
                        .allMatch(task -> task.attempts().size() <= 1)
                        .allMatch(task -> (task.state() == State.SUCCEEDED) == (task.result() != null))
                        .allMatch(task -> (task.state() == State.QUEUED)
                                == task.attempts().isEmpty());
            }
            twoPages.countDown();
        } while (!writing.isDone());
        writing.join();

        store.finished(JOB, succeeded("1")).join();
    }

    private static long endedOrNever(Task task) {
        return task.finishedAt() == null ? Long.MAX_VALUE : Micros.of(task.finishedAt());
    }

    private static Task inOneBatch(int task) {
        Attempt attempt = inBatch(task, 1);
        return new Task(
                task,
                "task-" + task,
                State.SUCCEEDED,
                attempt.finishedAt(),
                List.of(attempt),
                "\"😀" + task + "\"",
                null);
    }

    private static EndedAttempt endedAt(int task, int second) {
        Instant finishedAt = T.plusSeconds(second);
        return end(task, ended(1, State.SUCCEEDED, finishedAt), String.valueOf(task));
    }

    private static Attempt with(Attempt a, String worker, Integer core, Duration wall) {
        return new Attempt(
                a.number(),
                worker,
                a.pid(),
                a.ppid(),
                core,
                a.state(),
                a.queuedAt(),
                a.startedAt(),
                Objects.requireNonNull(a.finishedAt()),
                wall,
                a.cpu(),
                a.gc(),
                a.allocatedBytes(),
                null,
                null);
    }
}
