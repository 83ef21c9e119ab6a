package dev.forkyard.pool;

import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.Message.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One piece of work on one worker, from its start to its outcome. */
final class Assignment {

    private final long id;
    private final Work work;
    private final WorkListener listener;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean cancelled;

    Assignment(long id, Work work, WorkListener listener) {
        this.id = id;
        this.work = work;
        this.listener = listener;
    }

    long id() {
        return id;
    }

    Work work() {
        return work;
    }

    WorkListener listener() {
        return listener;
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean cancelled() {
        return cancelled;
    }

    void markCancelled() {
        cancelled = true;
    }

    /** Settles how it ends: by its worker's answer or by that worker's death. True for the first who asks. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    Message toMessage() {
        if (work instanceof Work.Split split) {
            return new Message.Split(id, split.job(), split.type(), split.params());
        }
        if (work instanceof Work.Run run) {
            return new Message.Run(id, run.job(), run.type(), run.index(), run.attempt(), run.input());
        }
        Work.Combine combine = (Work.Combine) work;
        return new Message.Combine(id, combine.job(), combine.type(), combine.params(), combine.results());
    }

    /** What it took, by the worker's own meter, or by the server's clock where the worker could not tell. */
    Usage usage(String worker, long pid, OptionalInt pinned, @Nullable Meter meter) {
        Integer core = pinned.isPresent() ? Integer.valueOf(pinned.getAsInt()) : null;
        if (meter == null) {
            Duration wall = Duration.ofNanos(System.nanoTime() - startedNanos);
            return new Usage(worker, pid, core, startedAt, startedAt.plus(wall), wall, Duration.ZERO, Duration.ZERO, 0);
        }
        return new Usage(
                worker,
                pid,
                core == null && meter.core() >= 0 ? Integer.valueOf(meter.core()) : core,
                startedAt,
                startedAt.plusNanos(System.nanoTime() - startedNanos),
                Duration.ofNanos(meter.wallNanos()),
                Duration.ofNanos(meter.cpuNanos()),
                Duration.ofNanos(meter.gcNanos()),
                meter.allocatedBytes());
    }

    /** The end of an assignment, ready to be told. */
    record End(Assignment assignment, Outcome outcome, Usage usage) {

        private static final System.Logger LOG = System.getLogger(End.class.getName());

        void tell() {
            try {
                assignment.listener.finished(outcome, usage);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "The end of a piece of work was not taken", e);
            }
        }
    }
}
