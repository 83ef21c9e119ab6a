package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.FrameTooLargeException;
import dev.forkyard.protocol.Message.Answer;
import dev.forkyard.protocol.Message.AnswerKind;
import dev.forkyard.protocol.Message.Ask;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.task.NoSuchQueueException;
import dev.forkyard.task.SharedLimitException;
import dev.forkyard.task.TaskQueue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one unit has in common with its job's other tasks, which is all at the server: asks for it, and waits for the answers.
 * Safe for use by any thread of the task.
 *
 * <p>A wait that has reached its limit, or is interrupted, is withdrawn, and the server's answer to that counts: so nothing
 * is lost that was given at the same moment.
 */
final class SharedClient {

    /** The server answers at once; where it does not, something is wrong with it. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final long unit;
    private final SharedCalls calls;
    private final Consumer<? super Ask> sender;
    private final JsonMapper json;
    private final Thread thread = Thread.currentThread();
    private final BooleanSupplier onlyThread;

    @GuardedBy("this") private boolean ended;

    @GuardedBy("this") private final Map<Long, CompletableFuture<Answer>> open = new HashMap<>();

    /**
     * For a unit that is begun on this thread.
     *
     * @param sender sends to the server, and must not block
     * @param onlyThread whether no thread of a task lives beside this one; asked on this one
     */
    SharedClient(long unit, SharedCalls calls, Consumer<? super Ask> sender, Json json, BooleanSupplier onlyThread) {
        this.unit = unit;
        this.calls = calls;
        this.sender = sender;
        this.json = json.mapper();
        this.onlyThread = onlyThread;
    }

    /** What the server said, which is that it was done; {@code limit}: how long it may take until it can be. */
    Answer await(Request request, Duration limit) throws InterruptedException {
        if (limit.isNegative() || limit.compareTo(TaskQueue.LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "a limit must be from zero to %s, not %s".formatted(TaskQueue.LONGEST_WAIT, limit));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<Answer> waiting = new CompletableFuture<>();
        long number = send(request, waiting, isAlone());
        try {
            return waiting.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Answer last = withdraw(request.name(), number, waiting);
            return last.kind() == AnswerKind.DONE ? last : new Answer(number, last.kind(), waitedInVain(last, limit));
        } catch (InterruptedException e) {
            Answer last = withdraw(request.name(), number, waiting);
            if (last.kind() != AnswerKind.DONE) {
                throw e;
            }
            thread().interrupt();
            return last;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            close(number);
        }
    }

    /** The same for what is answered at once. An interrupt is kept for later. */
    Answer ask(Request request) {
        CompletableFuture<Answer> waiting = new CompletableFuture<>();
        long number = send(request, waiting, false);
        try {
            return settled(waiting);
        } finally {
            close(number);
        }
    }

    /** The same for what has no answer. */
    void tell(Request request) {
        synchronized (this) {
            if (!ended) {
                sender.accept(request.toAsk(unit, 0, false));
            }
        }
    }

    /** The text of an answer that says that it was done; else what kept it from being done is thrown. */
    static String done(Request request, Answer answer) {
        return switch (answer.kind()) {
            case DONE -> answer.text();
            case NO_QUEUE -> throw new NoSuchQueueException(request.name(), answer.text());
            case LIMIT -> throw new SharedLimitException(answer.text());
            case INVALID -> throw new IllegalArgumentException(answer.text());
            case QUEUE_FULL, QUEUE_EMPTY, LOCK_HELD -> throw new IllegalStateException(answer.text());
        };
    }

    /** The JSON of a value, which is never null. */
    String write(Object value) {
        String text = json.writeValueAsString(value);
        if (text.equals("null")) {
            throw new IllegalArgumentException("null can be neither put nor told, and a value of %s is null in JSON"
                    .formatted(value.getClass().getName()));
        }
        return text;
    }

    Object read(String text) {
        return json.readValue(text, Object.class);
    }

    /** The unit is over: who still waits is told so, and nothing more is asked. */
    void end() {
        List<CompletableFuture<Answer>> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(open.values());
        }
        left.forEach(each -> each.completeExceptionally(over()));
    }

    private Answer withdraw(String name, long number, CompletableFuture<Answer> waiting) {
        tell(new Request(Operation.WITHDRAW, name, "", number, 0));
        return settled(waiting);
    }

    private synchronized long send(Request request, CompletableFuture<Answer> waiting, boolean alone) {
        if (ended) {
            throw over();
        }
        long number = calls.open(waiting);
        open.put(number, waiting);
        try {
            sender.accept(request.toAsk(unit, number, alone));
        } catch (FrameTooLargeException e) {
            close(number);
            throw new SharedLimitException("What is asked is too long: " + e.getMessage() + ".");
        }
        return number;
    }

    private synchronized void close(long number) {
        calls.forget(number);
        open.remove(number);
    }

    /** Whether the task does nothing while this thread waits, as far as can be told. */
    private boolean isAlone() {
        return thread() == thread && onlyThread.getAsBoolean();
    }

    private static Answer settled(CompletableFuture<Answer> waiting) {
        boolean interrupted = false;
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        try {
            while (true) {
                try {
                    return waiting.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the server has not answered within " + ANSWER_LIMIT, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                thread().interrupt();
            }
        }
    }

    private static String waitedInVain(Answer answer, Duration limit) {
        return "%s Waited for %s s.".formatted(answer.text(), seconds(limit));
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static IllegalStateException over() {
        return new IllegalStateException("the task has ended");
    }

    private static Thread thread() {
        return Thread.currentThread();
    }

    /** What is asked, but for its number; see {@link Ask}. */
    record Request(Operation operation, String name, String value, long first, long second) {

        static Request of(Operation operation, String name) {
            return new Request(operation, name, "", 0, 0);
        }

        private Ask toAsk(long unit, long number, boolean alone) {
            return new Ask(unit, number, operation, name, value, first, second, alone ? 1 : 0);
        }
    }
}
