package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.Answer;
import dev.forkyard.protocol.Message.AnswerKind;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.task.Counter;
import dev.forkyard.task.LockTimeoutException;
import dev.forkyard.worker.SharedClient.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A counter at the server, as the threads of one task see it. */
final class SharedCounter implements Counter {

    private final String name;
    private final SharedClient client;

    /** The thread that has the lock. */
    @GuardedBy("this") private @Nullable Thread holder;

    /** The call that got it the lock. */
    @GuardedBy("this") private long holding;

    @GuardedBy("this") private int depth;

    SharedCounter(String name, SharedClient client) {
        this.name = name;
        this.client = client;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long get() {
        return Long.parseLong(ask(Request.of(Operation.GET, name)));
    }

    @Override
    public long add(long amount) {
        return Long.parseLong(ask(new Request(Operation.ADD, name, "", amount, 0)));
    }

    @Override
    public boolean compareAndSet(long expected, long next) {
        return Boolean.parseBoolean(ask(new Request(Operation.COMPARE_AND_SET, name, "", expected, next)));
    }

    private String ask(Request request) {
        return SharedClient.done(request, client.ask(request));
    }

    @Override
    public Lock lock(Duration limit) throws InterruptedException {
        Thread thread = Thread.currentThread();
        synchronized (this) {
            if (holder == thread) {
                depth++;
                return new Held(thread);
            }
        }
        Request request = Request.of(Operation.LOCK, name);
        Answer answer = client.await(request, limit);
        if (answer.kind() == AnswerKind.LOCK_HELD) {
            throw new LockTimeoutException(name, answer.text());
        }
        SharedClient.done(request, answer);
        synchronized (this) {
            holder = thread;
            holding = answer.number();
            depth = 1;
        }
        return new Held(thread);
    }

    private synchronized void release() {
        depth--;
        if (depth == 0) {
            holder = null;
            client.tell(new Request(Operation.UNLOCK, name, "", holding, 0));
        }
    }

    /** One getting of the lock. */
    private final class Held implements Lock {

        private final Thread thread;
        private boolean closed;

        Held(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void close() {
            if (Thread.currentThread() != thread) {
                throw new IllegalMonitorStateException("another thread has got the lock of the counter '" + name + "'");
            }
            if (!closed) {
                closed = true;
                release();
            }
        }
    }
}
