package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.protocol.Message.OtherForm;
import dev.forkyard.protocol.Message.Progress;
import dev.forkyard.task.Counter;
import dev.forkyard.task.Function;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.TaskContext;
import dev.forkyard.task.TaskQueue;
import dev.forkyard.worker.SharedClient.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The unit of work under way: what its code sees of it, and how it is told to stop. */
final class Unit implements TaskContext {

    private static final long PROGRESS_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Identity identity;
    private final Consumer<? super Progress> told;
    private final Path scratchParent;
    private final JobFiles files;
    private final SharedClient shared;
    private final JobTypeRegistry types;
    private final Thread thread = Thread.currentThread();
    private volatile boolean cancelled;
    private volatile boolean overflowed;

    @GuardedBy("this") private final Map<String, SharedCounter> counters = new HashMap<>();

    @GuardedBy("this") private boolean ended;

    @GuardedBy("this") private double done;

    @GuardedBy("this") private long nextTelling;

    @GuardedBy("this") private @Nullable Path scratch;

    /** @param told is given what the code tells of its progress, and must not block */
    Unit(
            Identity identity,
            Consumer<? super Progress> told,
            Path scratchParent,
            JobFiles files,
            SharedClient shared,
            JobTypeRegistry types) {
        this.identity = identity;
        this.told = told;
        this.scratchParent = scratchParent;
        this.files = files;
        this.shared = shared;
        this.types = types;
    }

    /**
     * Which unit it is.
     *
     * @param id of the unit
     * @param job id of the job
     * @param index number of the task; 0 for a split or combination, as for what follows
     * @param name of the task
     * @param attempt from 1
     * @param worker name of the place in the pool
     */
    record Identity(long id, String job, int index, String name, int attempt, String worker) {

        /** Of a split or combination. */
        static Identity ofJob(long id, String job) {
            return new Identity(id, job, 0, "", 1, "");
        }
    }

    long id() {
        return identity.id();
    }

    @Override
    public String job() {
        return identity.job();
    }

    @Override
    public int index() {
        return identity.index();
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public String worker() {
        return identity.worker();
    }

    @Override
    public int attempt() {
        return identity.attempt();
    }

    @Override
    public synchronized void progress(double fraction) {
        double clamped = Math.min(1, fraction);
        long now = System.nanoTime();
        boolean due = done == 0 || now - nextTelling >= 0;
        if (!ended && clamped > done && due) {
            done = clamped;
            nextTelling = now + PROGRESS_PERIOD_NANOS;
            told.accept(new Progress(identity.id(), clamped));
        }
    }

    @Override
    public Function function(String name) {
        return types.function(name);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** Whether it was stopped for what it printed. */
    boolean overflowed() {
        return overflowed;
    }

    @Override
    public synchronized Path scratchDirectory() {
        try {
            if (scratch == null) {
                scratch = Files.createTempDirectory(scratchParent, "attempt-");
            }
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path newFile(String name) {
        return files.newFile(name);
    }

    @Override
    public Path file(String name) {
        return files.file(name);
    }

    /** {@inheritDoc} One object for each name, since it knows which thread has the lock. */
    @Override
    public Counter counter(String name) {
        synchronized (this) {
            SharedCounter known = counters.get(name);
            if (known != null) {
                return known;
            }
        }
        new SharedCounter(name, shared).get(); // It begins with 0, unless it cannot be.
        synchronized (this) {
            return counters.computeIfAbsent(name, each -> new SharedCounter(each, shared));
        }
    }

    @Override
    public TaskQueue queue(String name) {
        return SharedQueue.find(name, shared);
    }

    @Override
    public TaskQueue queue(String name, int capacity) {
        return SharedQueue.open(name, capacity, shared);
    }

    @Override
    public void message(Object value) {
        Request request = new Request(Operation.MESSAGE, "", shared.write(Objects.requireNonNull(value)), 0, 0);
        SharedClient.done(request, shared.ask(request));
    }

    JobFiles files() {
        return files;
    }

    /** Puts a form of the result into the protocol's words. */
    OtherForm form(Representation form) {
        String file =
                form.file() == null ? "" : String.valueOf(file(form.file()).getFileName());
        return new OtherForm(form.mediaType(), Objects.requireNonNullElse(form.pointer(), ""), file);
    }

    /** Tells the code to stop; without effect once it has ended, so that no later unit is interrupted. */
    synchronized void cancel() {
        if (!ended) {
            cancelled = true;
            thread.interrupt();
        }
    }

    /** The same since it has printed too much. */
    void overflow() {
        overflowed = true;
        cancel();
    }

    /** Called by the running thread when the code is done. */
    void end() {
        shared.end();
        synchronized (this) {
            ended = true;
            Thread.interrupted();
        }
    }
}
