package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.protocol.FrameTooLargeException;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A lease of one worker. For use by one thread at a time. */
final class WorkerLease implements Lease {

    private static final AtomicLong IDS = new AtomicLong();

    private final Worker worker;
    private final WorkerPool pool;
    private @Nullable Assignment assignment;

    WorkerLease(Worker worker, WorkerPool pool) {
        this.worker = worker;
        this.pool = pool;
    }

    @Override
    public String worker() {
        return worker.name();
    }

    @Override
    public long pid() {
        return worker.pid();
    }

    @Override
    public OptionalInt core() {
        return worker.core();
    }

    @Override
    public boolean start(Work work, WorkListener listener) {
        Assignment started = new Assignment(IDS.incrementAndGet(), work, listener);
        assignment = started;
        pool.begun(worker, started);
        try {
            boolean alive = worker.start(started);
            if (!alive) {
                pool.unbegun(worker, started);
            }
            return alive;
        } catch (FrameTooLargeException e) {
            String message = "The work is too large to be handed to a worker: " + e.getMessage() + ".";
            Outcome outcome = new Outcome.Failed(Failure.of(FailureReason.OUTPUT_LIMIT, message));
            pool.finished(worker, worker.end(started, outcome, null));
            return true;
        }
    }

    @Override
    public void cancel() {
        Assignment started = assignment;
        if (started != null && !started.cancelled() && worker.has(started)) {
            worker.cancel(started);
            pool.killAfterGrace(worker, started);
        }
    }
}
