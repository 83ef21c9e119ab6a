package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.forkyard.protocol.Message.Answer;
import dev.forkyard.protocol.Message.AnswerKind;
import dev.forkyard.protocol.Message.Ask;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.task.Counter;
import dev.forkyard.task.LockTimeoutException;
import dev.forkyard.task.QueueEmptyException;
import dev.forkyard.task.QueueFullException;
import dev.forkyard.task.TaskContext;
import dev.forkyard.task.TaskQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task on a thread of its own, with the test in place of the server. */
@Timeout(60)
class SharedClientTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final BlockingQueue<Ask> asked = new LinkedBlockingQueue<>();
    private final SharedCalls calls = new SharedCalls();
    private final CompletableFuture<Unit> unit = new CompletableFuture<>();
    private final LeftBehind leftBehind = new LeftBehind();
    private volatile Thread thread;

    /** Runs as a task; its unit begins on the thread that runs it. */
    private <T> CompletableFuture<T> task(Body<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread = new Thread(() -> {
            leftBehind.takeStock();
            SharedClient client = nextClient();
            Unit begun = new Unit(
                    new Unit.Identity(7, "job", 0, "task-0", 1, "worker-1"),
                    progress -> {},
                    directory,
                    new JobFiles(directory, "job", "x-"),
                    client,
                    new JobTypeRegistry(List.of()));
            unit.complete(begun);
            try {
                result.complete(body.run(begun));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                begun.end();
            }
        });
        thread.start();
        return result;
    }

    private interface Body<T> {
        T run(TaskContext context) throws Exception;
    }

    private Ask next(Operation operation) throws InterruptedException {
        Ask ask = asked.poll(30, TimeUnit.SECONDS);
        assertThat(ask).isNotNull();
        assertThat(ask.operation()).isEqualTo(operation);
        assertThat(ask.id()).isEqualTo(7);
        return ask;
    }

    private void answer(Ask ask, AnswerKind kind, String text) {
        calls.answered(new Answer(ask.number(), kind, text));
    }

    private Ask answerNext(Operation operation, String text) throws InterruptedException {
        Ask ask = next(operation);
        answer(ask, AnswerKind.DONE, text);
        return ask;
    }

    private static Throwable thrown(CompletableFuture<?> task) {
        return catchThrowable(() -> task.get(30, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void valuesAreWhatJsonMakesOfThem() throws Exception {
        CompletableFuture<Object> taken = task(context -> {
            TaskQueue queue = context.queue("q", 3);
            assertThat(queue.capacity()).isEqualTo(9);
            queue.put(Map.of("a", List.of(1, 2.5)), LONG);
            return queue.take(LONG);
        });
        assertThat(answerNext(Operation.OPEN_QUEUE, "9").first()).isEqualTo(3);
        assertThat(answerNext(Operation.PUT, "").value()).isEqualTo("{\"a\":[1,2.5]}");
        answerNext(Operation.TAKE, "{\"b\":[1,2.50]}");

        assertThat(taken.get()).hasToString("{b=[1, 2.50]}");
    }

    @Test
    void waitThatReachesItsLimitIsWithdrawnAndSaysHowLongItWas() throws Exception {
        CompletableFuture<Object> taken = task(context -> context.queue("q").take(Duration.ofMillis(20)));
        answerNext(Operation.FIND_QUEUE, "1");
        Ask take = next(Operation.TAKE);
        Ask withdrawal = next(Operation.WITHDRAW);
        assertThat(withdrawal.first()).isEqualTo(take.number());
        assertThat(withdrawal.name()).isEqualTo("q");
        answer(take, AnswerKind.QUEUE_EMPTY, "The queue 'q' is empty.");

        assertThat(thrown(taken))
                .isInstanceOfSatisfying(
                        QueueEmptyException.class, e -> assertThat(e.queue()).isEqualTo("q"))
                .hasMessage("The queue 'q' is empty. Waited for 0.02 s.");
    }

    @Test
    void whatIsGivenAtTheSameMomentIsNotLost() throws Exception {
        CompletableFuture<Object> taken = task(context -> context.queue("q").take(Duration.ZERO));
        answerNext(Operation.FIND_QUEUE, "1");
        Ask take = next(Operation.TAKE);
        next(Operation.WITHDRAW);
        answer(take, AnswerKind.DONE, "\"late\"");

        assertThat(taken.get()).isEqualTo("late");
    }

    @Test
    void interruptEndsAWaitUnlessItWasAnsweredMeanwhile() throws Exception {
        CompletableFuture<Object> taken = task(context -> {
            TaskQueue queue = context.queue("q");
            Object first = queue.take(LONG);
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            queue.put(first, LONG);
            return first;
        });
        answerNext(Operation.FIND_QUEUE, "1");
        Ask take = next(Operation.TAKE);
        thread.interrupt();
        next(Operation.WITHDRAW);
        answer(take, AnswerKind.DONE, "1");
        Ask put = next(Operation.PUT);
        thread.interrupt();
        next(Operation.WITHDRAW);
        answer(put, AnswerKind.QUEUE_FULL, "It is full.");

        assertThat(thrown(taken)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void interruptDoesNotDisturbWhatIsAnsweredAtOnce() throws Exception {
        CompletableFuture<Boolean> interrupted = task(context -> {
            assertThat(context.counter("n").add(2)).isEqualTo(3);
            return Thread.currentThread().isInterrupted();
        });
        answerNext(Operation.GET, "1");
        Ask add = next(Operation.ADD);
        thread.interrupt();
        answer(add, AnswerKind.DONE, "3");

        assertThat(interrupted.get()).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // It closes twice on purpose.
    void threadThatHasTheLockGetsItAgainAndGivesItBackOnce() throws Exception {
        CompletableFuture<Void> done = task(context -> {
            try (Counter.Lock outer = context.counter("n").lock()) {
                try (Counter.Lock inner = context.counter("n").lock()) {
                    inner.close();
                    Throwable foreign = CompletableFuture.supplyAsync(() -> catchThrowable(outer::close))
                            .get();
                    assertThat(foreign).isInstanceOf(IllegalMonitorStateException.class);
                }
            }
            return null;
        });
        answerNext(Operation.GET, "1");
        Ask lock = answerNext(Operation.LOCK, "");

        done.get();
        assertThat(next(Operation.UNLOCK).first()).isEqualTo(lock.number());
        assertThat(asked).isEmpty();
    }

    @Test
    void otherThreadOfTheTaskWaitsForTheLockAndIsNotAlone() throws Exception {
        CompletableFuture<Throwable> other = task(context -> {
            Counter counter = context.counter("n");
            try (Counter.Lock held = counter.lock()) {
                assertThat(held).isNotNull();
                Callable<Throwable> locking = () -> catchThrowable(() -> counter.lock(Duration.ZERO));
                CompletableFuture<Throwable> result = new CompletableFuture<>();
                new Thread(() -> {
                            try {
                                result.complete(locking.call());
                            } catch (Exception e) {
                                result.completeExceptionally(e);
                            }
                        })
                        .start();
                return result.get();
            }
        });
        answerNext(Operation.GET, "1");
        assertThat(answerNext(Operation.LOCK, "").alone()).isEqualTo(1);
        Ask second = next(Operation.LOCK);
        assertThat(second.alone()).isZero();
        next(Operation.WITHDRAW);
        answer(second, AnswerKind.LOCK_HELD, "It is held.");

        assertThat(other.get()).isInstanceOf(LockTimeoutException.class).hasMessage("It is held. Waited for 0 s.");
    }

    @Test
    void taskIsNotAloneWhileAThreadThatAnEarlierOneStartedLives() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Void> done = task(context -> {
            Thread left = new Thread(() -> assertThatCode(over::await).doesNotThrowAnyException());
            left.start();
            SharedQueue.find("q", nextClient()).take(LONG);
            over.countDown();
            left.join();
            SharedQueue.find("q", nextClient()).take(LONG);
            return null;
        });
        answerNext(Operation.FIND_QUEUE, "1");
        assertThat(answerNext(Operation.TAKE, "1").alone()).isZero();
        answerNext(Operation.FIND_QUEUE, "1");
        assertThat(answerNext(Operation.TAKE, "1").alone()).isEqualTo(1);

        done.get();
    }

    /** That of a unit which begins on this thread. */
    private SharedClient nextClient() {
        return new SharedClient(7, calls, asked::add, new Json(), leftBehind::isNothing);
    }

    @Test
    void valueThatIsNullInJsonIsRefused() throws Exception {
        CompletableFuture<Object> task = task(context -> {
            TaskQueue queue = context.queue("q");
            assertThatThrownBy(() -> context.message(Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.util.Optional is null in JSON");
            assertThatThrownBy(() -> queue.offer(new AtomicReference<>())).isInstanceOf(IllegalArgumentException.class);
            queue.put(Optional.empty(), LONG);
            return null;
        });
        answerNext(Operation.FIND_QUEUE, "1");

        assertThat(thrown(task)).isInstanceOf(IllegalArgumentException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void refusalsBecomeExceptionsOfTheirKind() throws Exception {
        CompletableFuture<Object> task = task(context -> {
            TaskQueue queue = context.queue("q");
            assertThat(queue.offer(1)).isFalse();
            assertThat(queue.poll()).isEmpty();
            assertThatThrownBy(() -> queue.put(1, Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> queue.offer(null)).isInstanceOf(NullPointerException.class);
            queue.put(1, LONG);
            return null;
        });
        answerNext(Operation.FIND_QUEUE, "1");
        answer(next(Operation.OFFER), AnswerKind.QUEUE_FULL, "full");
        answer(next(Operation.POLL), AnswerKind.QUEUE_EMPTY, "empty");
        answer(next(Operation.PUT), AnswerKind.QUEUE_FULL, "for ever full");

        assertThat(thrown(task)).isInstanceOf(QueueFullException.class).hasMessage("for ever full");
    }

    @Test
    void threadThatStillWaitsWhenTheTaskEndsIsLetGo() throws Exception {
        CompletableFuture<Throwable> stray = new CompletableFuture<>();
        CompletableFuture<Void> task = task(context -> {
            TaskQueue queue = context.queue("q");
            new Thread(() -> stray.complete(catchThrowable(() -> queue.take(LONG)))).start();
            next(Operation.TAKE);
            return null;
        });
        answerNext(Operation.FIND_QUEUE, "1");
        task.get();

        assertThat(stray.get()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> unit.get().counter("n")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> unit.get().message(1)).isInstanceOf(IllegalStateException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void lockIsAskedForByItsDefaultLimit() throws ExecutionException, InterruptedException {
        assertThat(Counter.LOCK_LIMIT).isLessThanOrEqualTo(TaskQueue.LONGEST_WAIT);
        CompletableFuture<Object> done = task(context -> context.counter("n").lock());
        answerNext(Operation.GET, "0");
        answerNext(Operation.LOCK, "");
        assertThat(done.get()).isNotNull();
    }
}
