package dev.forkyard.catalog.progress;

import dev.forkyard.task.Counter;
import dev.forkyard.task.LockTimeoutException;
import dev.forkyard.task.NoSuchQueueException;
import dev.forkyard.task.QueueEmptyException;
import dev.forkyard.task.QueueFullException;
import dev.forkyard.task.TaskQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** What tasks share, within one JVM; values stay the objects that they are. */
public final class LocalState {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, TaskQueue> queues = new ConcurrentHashMap<>();
    private final List<Object> messages = new CopyOnWriteArrayList<>();

    /** What was told to the client. */
    public List<Object> messages() {
        return messages;
    }

    public Counter counter(String name) {
        return counters.computeIfAbsent(name, each -> new LocalCounter(each, new AtomicLong(), new ReentrantLock()));
    }

    public TaskQueue queue(String name) {
        TaskQueue found = queues.get(name);
        if (found == null) {
            throw new NoSuchQueueException(name, "The job has no queue '%s'.".formatted(name));
        }
        return found;
    }

    public TaskQueue queue(String name, int capacity) {
        return queues.computeIfAbsent(
                name, each -> new LocalQueue(each, capacity, new LinkedBlockingQueue<>(capacity)));
    }

    void message(Object value) {
        messages.add(value);
    }

    private record LocalCounter(String name, AtomicLong value, ReentrantLock monitor) implements Counter {

        @Override
        public long get() {
            return value.get();
        }

        @Override
        public long add(long amount) {
            return value.addAndGet(amount);
        }

        @Override
        public boolean compareAndSet(long expected, long next) {
            return value.compareAndSet(expected, next);
        }

        @Override
        public Lock lock(Duration limit) throws InterruptedException {
            if (!monitor.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LockTimeoutException(name, "The lock of the counter '%s' is held.".formatted(name));
            }
            return monitor::unlock;
        }
    }

    private record LocalQueue(String name, int capacity, BlockingQueue<Object> values) implements TaskQueue {

        @Override
        public void put(Object value, Duration limit) throws InterruptedException {
            if (!values.offer(value, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new QueueFullException(name, "The queue '%s' is full.".formatted(name));
            }
        }

        @Override
        public boolean offer(Object value) {
            return values.offer(value);
        }

        @Override
        public Object take(Duration limit) throws InterruptedException {
            Object taken = values.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (taken == null) {
                throw new QueueEmptyException(name, "The queue '%s' is empty.".formatted(name));
            }
            return taken;
        }

        @Override
        public Optional<Object> poll() {
            return Optional.ofNullable(values.poll());
        }
    }
}
