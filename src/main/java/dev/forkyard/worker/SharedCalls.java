package dev.forkyard.worker;

import dev.forkyard.protocol.Message.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of this worker's units that the server has not answered yet. Tasks' threads open them, the thread that reads the
 * channel answers them.
 */
final class SharedCalls {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

    /** The number for a new call. */
    long open(CompletableFuture<Answer> answer) {
        long number = numbers.incrementAndGet();
        open.put(number, answer);
        return number;
    }

    /** The server has answered; passed over where nobody waits any more. */
    void answered(Answer answer) {
        CompletableFuture<Answer> waiting = open.remove(answer.number());
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** Nobody waits for the answer any more. */
    void forget(long number) {
        open.remove(number);
    }
}
