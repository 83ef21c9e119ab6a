package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.Operation;
import dev.forkyard.protocol.Message.OtherForm;
import dev.forkyard.protocol.Message.Progress;
import dev.forkyard.task.Counter;
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

    private final long id;
    private final String job;
    private final int index;
    private final int attempt;
    private final Consumer<? super Progress> told;
    private final Path scratchParent;
    private final JobFiles files;
    private final SharedClient shared;
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
            long id,
            String job,
            int index,
            int attempt,
            Consumer<? super Progress> told,
            Path scratchParent,
            JobFiles files,
            SharedClient shared) {
        this.id = id;
        this.job = job;
        this.index = index;
        this.attempt = attempt;
        this.told = told;
        this.scratchParent = scratchParent;
        this.files = files;
        this.shared = shared;
    }

    long id() {
        return id;
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public synchronized void progress(double fraction) {
        double clamped = Math.min(1, fraction);
        long now = System.nanoTime();
        boolean due = done == 0 || now - nextTelling >= 0;
        if (!ended && clamped > done && due) {
            done = clamped;
            nextTelling = now + PROGRESS_PERIOD_NANOS;
            told.accept(new Progress(id, clamped));
        }
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
