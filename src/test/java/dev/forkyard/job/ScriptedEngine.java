package dev.forkyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Representation;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An engine in memory whose workers do what a test says: each piece of work waits to be ended by the test, unless the script
 * knows its outcome, which then comes from the engine's own thread. Work that is cancelled ends as CANCELLED, unless the
 * workers are told to be stubborn.
 */
public final class ScriptedEngine implements TaskEngine, AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Clock clock;
    private final Queue<Integer> idle = new ArrayDeque<>();
    private final Queue<Work> history = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "scripted-engine");
        made.setDaemon(true);
        return made;
    });
    private volatile Function<Work, Outcome> script = work -> null;
    private volatile List<JobTypeDescription> types = List.of();
    private volatile boolean stubborn;
    private Runnable signal = () -> {};
    private int workers;
    private int refusals;
    private int refused;
    private int running;
    private int mostRunning;

    public ScriptedEngine(int workers, Clock clock) {
        this.clock = clock;
        hire(workers);
    }

    /** Adds idle workers. */
    public void hire(int more) {
        synchronized (this) {
            for (int i = 0; i < more; i++) {
                idle.add(++workers);
            }
        }
        signal();
    }

    /** Answers work as the function says; what it gives null for waits for the test. */
    public ScriptedEngine answering(Function<Work, Outcome> outcomes) {
        script = outcomes;
        return this;
    }

    /** Has workers go on with what is cancelled. */
    public ScriptedEngine stubborn() {
        stubborn = true;
        return this;
    }

    public ScriptedEngine knowing(JobTypeDescription... described) {
        types = List.of(described);
        return this;
    }

    /** The next so many leases turn out to be of workers that are gone. */
    public synchronized void refuseStarts(int count) {
        refusals = count;
    }

    public synchronized int refused() {
        return refused;
    }

    /** Waits for the next piece of work that is left to the test. */
    public Begun next() {
        try {
            Begun next = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("the next piece of work").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether no work is left to the test that it has not taken. */
    public boolean isQuiet() {
        return begun.isEmpty();
    }

    /** All work that was begun, in that order. */
    public List<Work> history() {
        return List.copyOf(history);
    }

    /** Most pieces of work that ran at once. */
    public synchronized int mostRunning() {
        return mostRunning;
    }

    @Override
    public synchronized Optional<Lease> lease() {
        return Optional.ofNullable(idle.poll()).map(ScriptedLease::new);
    }

    @Override
    public synchronized void onCapacity(Runnable listener) {
        signal = listener;
    }

    @Override
    public synchronized int capacity() {
        return workers;
    }

    @Override
    public List<JobTypeDescription> jobTypes() {
        return types;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void signal() {
        Runnable current;
        synchronized (this) {
            current = signal;
        }
        current.run();
    }

    private void free(int worker) {
        synchronized (this) {
            idle.add(worker);
        }
        signal();
    }

    /** An outcome of a split. */
    public static Outcome tasks(String... inputs) {
        return new Outcome.Tasks(List.of(inputs));
    }

    /** An outcome of a task or a combination. */
    public static Outcome value(String json, Representation... representations) {
        return new Outcome.Value(json, List.of(representations));
    }

    public static Outcome failed(FailureReason reason, String message) {
        return new Outcome.Failed(Failure.of(reason, message));
    }

    /** A piece of work that a worker has. */
    public final class Begun {

        private final Work work;
        private final WorkListener listener;
        private final int worker;
        private final Instant startedAt = clock.instant();
        private boolean ended;
        private boolean cancelled;

        private Begun(Work work, WorkListener listener, int worker) {
            this.work = work;
            this.listener = listener;
            this.worker = worker;
        }

        public Work work() {
            return work;
        }

        public <W extends Work> W work(Class<W> kind) {
            assertThat(work).isInstanceOf(kind);
            return kind.cast(work);
        }

        public String worker() {
            return "worker-" + worker;
        }

        public synchronized boolean isCancelled() {
            return cancelled;
        }

        public void progress(double fraction) {
            listener.progressed(fraction);
        }

        public void print(String text) {
            listener.printed(text);
        }

        public void end(Outcome outcome) {
            end(outcome, Duration.ofMillis(4), Duration.ofMillis(3));
        }

        /** Ends the work, unless it has ended. */
        public void end(Outcome outcome, Duration wall, Duration cpu) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            synchronized (ScriptedEngine.this) {
                running--;
            }
            listener.finished(
                    outcome,
                    new Usage(
                            worker(),
                            1_000L + worker,
                            worker - 1,
                            startedAt,
                            clock.instant(),
                            wall,
                            cpu,
                            Duration.ZERO,
                            512));
            free(worker);
        }

        private void cancel() {
            synchronized (this) {
                cancelled = true;
            }
            if (!stubborn && !thread.isShutdown()) {
                thread.execute(() -> end(new Outcome.Cancelled()));
            }
        }
    }

    private final class ScriptedLease implements Lease {

        private final int worker;
        private volatile Begun piece;

        ScriptedLease(int worker) {
            this.worker = worker;
        }

        @Override
        public String worker() {
            return "worker-" + worker;
        }

        @Override
        public long pid() {
            return 1_000L + worker;
        }

        @Override
        public OptionalInt core() {
            return OptionalInt.of(worker - 1);
        }

        @Override
        public boolean start(Work work, WorkListener listener) {
            assertThat(piece).as("a lease starts once").isNull();
            synchronized (ScriptedEngine.this) {
                if (refusals > 0) {
                    refusals--;
                    refused++;
                    idle.add(worker);
                    return false;
                }
                running++;
                mostRunning = Math.max(mostRunning, running);
            }
            Begun started = new Begun(work, listener, worker);
            piece = started;
            history.add(work);
            Outcome known = script.apply(work);
            if (known == null) {
                begun.add(started);
            } else {
                thread.execute(() -> started.end(known));
            }
            return true;
        }

        @Override
        public void cancel() {
            piece.cancel();
        }
    }
}
