package dev.forkyard.job.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.SharedAnswer.Kind;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.SharedCall.Operation;
import dev.forkyard.job.Attempt;
import dev.forkyard.job.State;
import dev.forkyard.job.shared.SharedChanges.Started;
import dev.forkyard.job.shared.SharedContents.Queue;
import dev.forkyard.job.shared.SharedView.Holder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SharedStateTests {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final SharedLimits LIMITS = new SharedLimits(3, 2, 5, 4, 3, 10, 20, 30);

    private final AtomicLong ofAllJobs = new AtomicLong();
    private final AtomicInteger flushes = new AtomicInteger();
    private final SharedState state = holding(SharedContents.submitted(
            Map.of("n", 5L), List.of(Queue.of("words", 2, List.of("\"a\"", "\"b\"")), Queue.of("q", 1, List.of()))));
    private final Task first = new Task(0);
    private final Task second = new Task(1);

    private SharedState holding(SharedContents contents) {
        return new SharedState(contents, LIMITS, ofAllJobs, flushes::incrementAndGet, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Attempt attempt(String worker) {
        return new Attempt(
                1, worker, 4711, 4700L, 1, State.RUNNING, NOW, NOW, null, null, null, null, null, null, null);
    }

    /** An attempt that asks. */
    private final class Task {

        private final BlockingQueue<SharedAnswer> answers = new LinkedBlockingQueue<>();
        private final Caller caller;
        private long calls;

        Task(int number) {
            this.caller = new Caller(number, attempt("worker-" + (number + 1)), answers::add);
        }

        long ask(Operation operation, String name, String value, long one, long two) {
            state.call(caller, new SharedCall(++calls, operation, name, value, one, two, true));
            return calls;
        }

        long ask(Operation operation, String name) {
            return ask(operation, name, "", 0, 0);
        }

        long put(String queue, String value) {
            return ask(Operation.PUT, queue, value, 0, 0);
        }

        /** The answer that is there. */
        SharedAnswer answer() {
            SharedAnswer answer = answers.poll();
            assertThat(answer).as("an answer").isNotNull();
            return answer;
        }

        String done() {
            SharedAnswer answer = answer();
            assertThat(answer.kind()).as(answer.text()).isEqualTo(Kind.DONE);
            return answer.text();
        }

        String refused(Kind kind) {
            SharedAnswer answer = answer();
            assertThat(answer.kind()).as(answer.text()).isEqualTo(kind);
            return answer.text();
        }

        boolean waits() {
            return answers.isEmpty();
        }
    }

    @Test
    void counterKeepsWhatItIsTold() {
        first.ask(Operation.ADD, "n", "", -7, 0);
        assertThat(first.done()).isEqualTo("-2");
        second.ask(Operation.COMPARE_AND_SET, "n", "", 5, 6);
        assertThat(second.done()).isEqualTo("false");
        second.ask(Operation.COMPARE_AND_SET, "n", "", -2, Long.MAX_VALUE);
        assertThat(second.done()).isEqualTo("true");
        first.ask(Operation.GET, "n");
        assertThat(first.done()).isEqualTo("9223372036854775807");
        first.ask(Operation.ADD, "n", "", 1, 0);
        assertThat(first.refused(Kind.LIMIT)).contains("'n'", "64 bits");
        first.ask(Operation.GET, "new");
        assertThat(first.done()).isEqualTo("0");
        assertThat(state.view(100).counters())
                .extracting(SharedView.CounterView::name, SharedView.CounterView::value)
                .containsExactly(tuple("n", Long.MAX_VALUE), tuple("new", 0L));
    }

    @Test
    void lockGoesToWhoAskedFirstAndIsGivenBackByItsHolderOnly() {
        Task third = new Task(2);
        long held = first.ask(Operation.LOCK, "n");
        first.done();
        second.ask(Operation.LOCK, "n");
        third.ask(Operation.LOCK, "n");
        assertThat(state.view(100).counters().get(0).holder()).isEqualTo(new Holder(0, 1, "worker-1"));
        second.ask(Operation.UNLOCK, "n", "", held, 0);
        first.ask(Operation.UNLOCK, "n", "", held + 1, 0);
        assertThat(second.waits()).isTrue();

        first.ask(Operation.UNLOCK, "n", "", held, 0);
        second.done();
        assertThat(third.waits()).isTrue();
        assertThat(state.waiting()).isEqualTo(1);
    }

    @Test
    void attemptThatEndsLeavesItsLocksAndItsPlaceInEachLine() {
        Task third = new Task(2);
        first.ask(Operation.LOCK, "n");
        first.done();
        second.ask(Operation.LOCK, "n");
        third.ask(Operation.LOCK, "n");
        state.leave(second.caller);
        state.leave(first.caller);

        third.done();
        assertThat(second.waits()).isTrue();
        assertThat(state.waiting()).isZero();
    }

    @Test
    void attemptThatHasEndedIsNotListenedTo() {
        state.leave(first.caller);
        first.ask(Operation.ADD, "n", "", 1, 0);
        first.ask(Operation.TAKE, "words");
        first.ask(Operation.LOCK, "n");

        assertThat(first.waits()).as("no answer").isTrue();
        assertThat(state.view(100).counters().get(0)).isEqualTo(new SharedView.CounterView("n", 5, null));
        assertThat(state.view(100).queues().get(1).items()).hasSize(2);
        assertThat(flushes).hasValue(0);
    }

    @Test
    void queueIsFirstInFirstOutForValuesAndForThoseWhoWait() {
        first.ask(Operation.TAKE, "words");
        assertThat(first.done()).isEqualTo("\"a\"");
        first.ask(Operation.POLL, "words");
        assertThat(first.done()).isEqualTo("\"b\"");
        first.ask(Operation.POLL, "words");
        assertThat(first.refused(Kind.QUEUE_EMPTY)).isEqualTo("The queue 'words' is empty.");
        first.ask(Operation.TAKE, "words");
        second.ask(Operation.TAKE, "words");
        Task third = new Task(2);
        third.put("words", "1");
        third.put("words", "2");

        assertThat(first.done()).isEqualTo("1");
        assertThat(second.done()).isEqualTo("2");
        assertThat(state.view(100).queues().get(1).items()).isEmpty();
    }

    @Test
    void fullQueueTakesTheNextValueWhenThereIsRoom() {
        first.put("words", "3");
        second.put("words", "4");
        second.ask(Operation.OFFER, "words", "5", 0, 0);
        assertThat(second.refused(Kind.QUEUE_FULL)).contains("'words' is full", "2");
        assertThat(first.waits()).isTrue();
        assertThat(state.view(100).queues().get(1).waitingPuts()).isEqualTo(2);

        Task third = new Task(2);
        third.ask(Operation.POLL, "words");
        assertThat(third.done()).isEqualTo("\"a\"");
        first.done();
        assertThat(second.waits()).isTrue();
        assertThat(state.view(100).queues().get(1).items()).containsExactly("\"b\"", "3");
    }

    @Test
    void waitOfAnAttemptThatEndsTakesNothing() {
        first.ask(Operation.TAKE, "q");
        second.ask(Operation.TAKE, "q");
        state.leave(first.caller);
        new Task(2).put("q", "1");

        assertThat(first.waits()).isTrue();
        assertThat(second.done()).isEqualTo("1");
    }

    @Test
    void waitThatIsWithdrawnIsAnsweredOnceAndTakesNothing() {
        long taking = first.ask(Operation.TAKE, "q");
        first.ask(Operation.WITHDRAW, "q", "", taking, 0);
        assertThat(first.refused(Kind.QUEUE_EMPTY)).isEqualTo("The queue 'q' is empty.");
        first.ask(Operation.WITHDRAW, "q", "", taking, 0);
        second.put("q", "1");

        assertThat(first.waits()).isTrue();
        assertThat(state.view(100).queues().get(0).items()).containsExactly("1");
    }

    @Test
    void waitsInVainAreAnsweredOnceAllThatRunWait() {
        first.ask(Operation.TAKE, "q");
        second.ask(Operation.LOCK, "n");
        second.done();
        state.failWaits(2);
        assertThat(first.waits()).as("the other may put something").isTrue();

        second.put("words", "1");
        state.failWaits(3);
        assertThat(first.waits()).as("there is a third").isTrue();
        state.failWaits(2);

        assertThat(first.refused(Kind.QUEUE_EMPTY)).contains("'q' is empty", "no task of the job");
        assertThat(second.refused(Kind.QUEUE_FULL)).contains("'words' is full", "no task of the job");
        assertThat(state.waiting()).isZero();
    }

    @Test
    void whoWaitsForALockIsSparedAsLongAsItsHolderWaitsForAQueue() {
        first.ask(Operation.LOCK, "n");
        first.done();
        first.ask(Operation.TAKE, "q");
        second.ask(Operation.LOCK, "n");
        state.failWaits(2);
        first.refused(Kind.QUEUE_EMPTY);
        assertThat(second.waits()).isTrue();

        first.ask(Operation.LOCK, "m");
        first.done();
        second.ask(Operation.LOCK, "m");
        first.ask(Operation.LOCK, "m");
        state.failWaits(2);
        assertThat(second.refused(Kind.LOCK_HELD)).contains("attempt 1 at task 0");
    }

    @Test
    void taskThatDoesSomethingElseMeanwhileDoesNotCountAsWaiting() {
        state.call(first.caller, new SharedCall(1, Operation.TAKE, "q", "", 0, 0, false));
        assertThat(state.waiting()).isZero();
        state.failWaits(1);
        assertThat(first.waits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET        | a b | 1           | 0  | INVALID  | cannot be named 'a b'
            OPEN_QUEUE | -   | ''          | 1  | INVALID  | cannot be named '-'
            OPEN_QUEUE | r   | ''          | 0  | INVALID  | at least 1, not 0
            OPEN_QUEUE | r   | ''          | 6  | LIMIT    | may be 5; that of 'r' would be 6
            OPEN_QUEUE | r   | ''          | 1  | LIMIT    | may have 2 queues
            PUT        | q   | 12345678901 | 0  | LIMIT    | may have 10 characters of JSON; this one has 11
            PUT        | r   | 1           | 0  | NO_QUEUE | no queue 'r'; it has q, words
            FIND_QUEUE | r   | ''          | 0  | NO_QUEUE | no queue 'r'; it has q, words
            MESSAGE    | ''  | 12345678901 | 0  | LIMIT    | may have 10 characters
            """)
    void whatIsOverALimitOrMakesNoSenseIsRefused(
            Operation operation, String name, String value, long first, Kind kind, String words) {
        Task task = new Task(0);
        task.ask(operation, name, value, first, 0);

        assertThat(task.refused(kind)).contains(words);
        assertThat(flushes).hasValue(0);
    }

    @Test
    void countersAndMessagesAreBounded() {
        first.ask(Operation.GET, "b");
        first.ask(Operation.GET, "c");
        first.ask(Operation.GET, "d");
        first.done();
        first.done();
        assertThat(first.refused(Kind.LIMIT)).contains("3 counters", "'d'");
        for (int i = 0; i < 3; i++) {
            first.ask(Operation.MESSAGE, "", "1", 0, 0);
            first.done();
        }
        first.ask(Operation.MESSAGE, "", "1", 0, 0);
        assertThat(first.refused(Kind.LIMIT)).contains("3 messages");
    }

    @Test
    void valuesAreBoundedInSumForTheJobAndForAll() {
        SharedState other = holding(
                SharedContents.submitted(Map.of(), List.of(Queue.of("q", 5, List.of("12345678", "12345678", "12")))));
        assertThat(ofAllJobs).hasValue(24);
        first.put("q", "123456");
        first.done();
        first.ask(Operation.OFFER, "q", "1", 0, 0);
        assertThat(first.refused(Kind.LIMIT)).contains("all jobs", "30");
        other.close();
        first.ask(Operation.POLL, "q");
        first.done();
        second.ask(Operation.OPEN_QUEUE, "words", "", 5, 0);
        assertThat(second.done()).as("the capacity that it has").isEqualTo("2");
        first.ask(Operation.POLL, "words");
        first.put("words", "1234567890");
        first.put("q", "123456");
        first.put("q", "12");
        first.done();
        first.done();
        first.done();
        assertThat(first.refused(Kind.LIMIT))
                .contains("20 characters of JSON together; with this one they would have 21");
        state.close();
        assertThat(ofAllJobs).hasValue(0);
    }

    @Test
    void viewListsAsManyValuesAsAreAskedForAndCountsAll() {
        assertThat(state.view(1).queues().get(1))
                .isEqualTo(new SharedView.QueueView("words", 2, 2, 0, 0, List.of("\"a\"")));
        SharedContents stored = SharedContents.submitted(Map.of(), List.of(Queue.of("q", 5, List.of("1", "2"))));
        assertThat(SharedView.of(stored, 0).queues())
                .containsExactly(new SharedView.QueueView("q", 5, 2, 0, 0, List.of()));
    }

    @Test
    void changesAreAskedForOnceAndToldOnce() {
        first.ask(Operation.ADD, "n", "", 1, 0);
        first.ask(Operation.ADD, "n", "", 1, 0);
        first.ask(Operation.TAKE, "words");
        second.put("words", "1");
        second.put("q", "2");
        first.ask(Operation.TAKE, "q");
        first.ask(Operation.MESSAGE, "", "3", 0, 0);
        assertThat(flushes).hasValue(1);

        SharedChanges changes = state.drain();
        Map<SharedChanges.Place, String> items = new HashMap<>();
        items.put(new SharedChanges.Place("words", 0), null);
        items.put(new SharedChanges.Place("words", 2), "1");
        assertThat(changes.counters()).containsExactly(Map.entry("n", 7L));
        assertThat(changes.items()).as("what came and went is not told").isEqualTo(items);
        assertThat(changes.messages()).containsExactly(new SharedMessage(1, 0, 1, "worker-1", NOW, "3"));
        assertThat(state.drain().isEmpty()).isTrue();
        first.ask(Operation.ADD, "n", "", 1, 0);
        assertThat(flushes).hasValue(2);
    }

    @Test
    void whoChangesSomethingIsToldOnceAndWhoOnlyLooksIsNot() {
        first.ask(Operation.GET, "n");
        first.ask(Operation.LOCK, "n");
        first.ask(Operation.COMPARE_AND_SET, "n", "", 4, 6);
        first.ask(Operation.TAKE, "q");
        assertThat(state.drain().started()).isEmpty();
        second.put("q", "1");
        second.put("q", "2");

        assertThat(state.drain().started())
                .containsExactlyInAnyOrder(new Started(0, attempt("worker-1")), new Started(1, attempt("worker-2")));
        first.ask(Operation.ADD, "n", "", 1, 0);
        assertThat(state.drain().started()).isEmpty();
    }

    @Test
    void addsOfManyAtOnceAreAllCountedUnderTheLockOrWithout() throws Exception {
        int each = 500;
        CyclicBarrier start = new CyclicBarrier(4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Task task = new Task(i);
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    for (int k = 0; k < each; k++) {
                        task.ask(Operation.ADD, "sum", "", 1, 0);
                        take(task);
                        long lock = task.ask(Operation.LOCK, "n");
                        take(task);
                        task.ask(Operation.GET, "n");
                        long value = Long.parseLong(take(task).text());
                        task.ask(Operation.COMPARE_AND_SET, "n", "", value, value + 1);
                        take(task);
                        task.ask(Operation.UNLOCK, "n", "", lock, 0);
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(state.view(100).counters())
                .extracting(SharedView.CounterView::value)
                .containsExactly(5L + 4L * each, 4L * each);
    }

    private static SharedAnswer take(Task task) throws InterruptedException {
        SharedAnswer answer = task.answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }
}
