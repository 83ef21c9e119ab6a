package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.SharedAnswer;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.protocol.FrameTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A lease of one worker. For use by one thread at a time, but for {@link #answer}. */
final class WorkerLease implements Lease {

    private static final AtomicLong IDS = new AtomicLong();

    private final Worker worker;
    private final WorkerPool pool;
    private volatile @Nullable Assignment assignment;

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
    public long ppid() {
        return UsageReckoning.PPID;
    }

    @Override
    public OptionalInt core() {
        return worker.core();
    }

    @Override
    public boolean start(List<? extends Work> units, WorkListener listener) {
        Assignment started = new Assignment(IDS.getAndAdd(units.size()) + 1, units, listener);
        assignment = started;
        pool.begun(worker, started);
        try {
            boolean alive = worker.start(started);
            if (!alive) {
                pool.unbegun(worker, started);
            }
            return alive;
        } catch (FrameTooLargeException e) {
            return units.size() > 1 ? startFirst(started, units, listener) : refuse(started, e.getMessage());
        } catch (OutOfMemoryError e) {
            return refuse(started, "the server has no memory for it (" + e.getMessage() + ")");
        }
    }

    /** All together are too large for one message; the others are given back for later. */
    private boolean startFirst(Assignment all, List<? extends Work> units, WorkListener listener) {
        pool.unbegun(worker, all);
        List<UnitEnd> others = new ArrayList<>();
        for (int unit = 1; unit < units.size(); unit++) {
            others.add(new UnitEnd(unit, new Outcome.Returned(), null));
        }
        listener.ended(others, false);
        if (!start(units.subList(0, 1), listener)) {
            listener.ended(List.of(new UnitEnd(0, new Outcome.Returned(), null)), true);
        }
        return true;
    }

    private boolean refuse(Assignment started, @Nullable String why) {
        String message = "The work is too large to be handed to a worker: " + why + ".";
        Failure failure = Failure.of(FailureReason.OUTPUT_LIMIT, message);
        pool.ended(worker, started, started.lose(failure, worker.reckoning(), System.nanoTime()), false);
        return true;
    }

    @Override
    public void cancel(int unit) {
        Assignment started = assignment;
        if (started != null && worker.tell(started, started.cancel(unit))) {
            pool.killAfterGrace(worker, started, unit);
        }
    }

    @Override
    public void cancel() {
        Assignment started = assignment;
        if (started != null && worker.tell(started, started.cancelAll())) {
            pool.killAfterGrace(worker, started, WorkerPool.WHICHEVER_RUNS);
        }
    }

    @Override
    public void answer(int unit, SharedAnswer answer) {
        Assignment started = assignment;
        if (started != null && !started.hasEnded(unit)) {
            worker.signs().progressed();
            worker.tell(started, Translation.answer(answer));
        }
    }

    @Override
    public void recall() {
        Assignment started = assignment;
        if (started != null) {
            worker.tell(started, started.recall());
        }
    }
}
