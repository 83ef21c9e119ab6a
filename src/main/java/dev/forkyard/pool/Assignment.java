package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Work;
import dev.forkyard.engine.WorkListener;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units of work of one lease on one worker, from their start to their ends. Each unit ends once: by its worker's answer,
 * or by that worker's death. Safe for use by any thread.
 */
final class Assignment {

    private final long firstId;
    private final List<Work> units;
    private final WorkListener listener;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();

    @GuardedBy("this") private final BitSet ended = new BitSet();

    @GuardedBy("this") private final BitSet cancelled = new BitSet();

    @GuardedBy("this") private long headSinceNanos = startedNanos;

    @GuardedBy("this") private final BitSet overflowed = new BitSet();

    @GuardedBy("this") private boolean doomed;

    /** @param firstId of the first unit; the others' follow */
    Assignment(long firstId, List<? extends Work> units, WorkListener listener) {
        this.firstId = firstId;
        this.units = List.copyOf(units);
        this.listener = new ShieldedListener(listener);
    }

    WorkListener listener() {
        return listener;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** The one that runs, or ran last; they run in their order. */
    synchronized Work head() {
        return units.get(Math.min(ended.nextClearBit(0), units.size() - 1));
    }

    /** Number of the unit that runs, and since when; -1 once all have ended. */
    synchronized Running running() {
        int head = ended.nextClearBit(0);
        return new Running(head < units.size() ? head : -1, headSinceNanos);
    }

    /** The unit that runs now, and since when as the monotonic clock of this JVM has it. */
    record Running(int unit, long sinceNanos) {}

    /** Whether the units are tasks, rather than the split of a job or its combination. */
    boolean isOfTasks() {
        return units.get(0) instanceof Work.Run;
    }

    int size() {
        return units.size();
    }

    /** @param worker name of the place that the worker has */
    Message toMessage(String worker) {
        Work first = units.get(0);
        if (first instanceof Work.Split split) {
            return new Message.Split(firstId, split.job(), split.type(), split.params(), split.tasksStandAlone());
        }
        if (first instanceof Work.Combine combine) {
            return new Message.Combine(firstId, combine.job(), combine.type(), combine.params(), combine.results());
        }
        List<Message.TaskInput> tasks = new ArrayList<>(units.size());
        for (Work each : units) {
            Work.Run run = (Work.Run) each;
            tasks.add(new Message.TaskInput(run.index(), run.name(), run.attempt(), run.input(), run.needed()));
        }
        return new Message.Run(firstId, first.job(), first.type(), worker, tasks);
    }

    /** The number of the unit with that id, which has not ended. */
    int unit(long id) throws ProtocolException {
        long unit = id - firstId;
        synchronized (this) {
            if (unit < 0 || unit >= units.size() || ended.get((int) unit)) {
                throw new ProtocolException("it spoke of unit " + id + ", which it does not have");
            }
        }
        return (int) unit;
    }

    /** Marks a unit as to be stopped and gives the message that asks for it; null if it has ended or was asked before. */
    synchronized Message.@Nullable Cancel cancel(int unit) {
        if (ended.get(unit) || cancelled.get(unit)) {
            return null;
        }
        cancelled.set(unit);
        return new Message.Cancel(firstId + unit, firstId + unit);
    }

    /** The same for all. */
    synchronized Message.@Nullable Cancel cancelAll() {
        int before = cancelled.cardinality();
        int head = ended.nextClearBit(0);
        for (int unit = head; unit < units.size(); unit++) {
            cancelled.set(unit);
        }
        return cancelled.cardinality() == before ? null : new Message.Cancel(firstId + head, lastId());
    }

    synchronized Message.@Nullable Recall recall() {
        return ended.nextClearBit(0) < units.size() ? new Message.Recall(lastId()) : null;
    }

    private long lastId() {
        return firstId + units.size() - 1;
    }

    /** A unit has printed too much. */
    synchronized void overflow(int unit) {
        overflowed.set(unit);
    }

    synchronized boolean hasEnded(int unit) {
        return ended.get(unit);
    }

    /**
     * Whether the worker may be killed for this unit, or for whichever runs where it is negative, since that has not ended;
     * from then on no answer is taken any more.
     */
    synchronized boolean doom(int unit) {
        boolean dooms = !doomed && (unit < 0 ? !isOver() : !ended.get(unit));
        doomed |= dooms;
        return dooms;
    }

    /** Takes the worker's answer; null if the worker is being killed for that unit, or one before it. */
    synchronized @Nullable UnitEnd end(
            int unit, Outcome outcome, Message.@Nullable Meter meter, UsageReckoning reckoning) {
        if (doomed) {
            return null;
        }
        boolean wasHead = unit == ended.nextClearBit(0);
        ended.set(unit);
        if (meter == null) {
            return new UnitEnd(unit, outcome, null);
        }
        if (wasHead) {
            headSinceNanos = System.nanoTime();
        }
        return new UnitEnd(unit, outcome, reckoning.measured(meter));
    }

    synchronized boolean isOver() {
        return ended.cardinality() == units.size();
    }

    /**
     * The worker is gone: the unit that ran is lost with it, those behind it are given back.
     *
     * @param endedNanos when it was, by this JVM's clock
     */
    synchronized List<UnitEnd> lose(Failure failure, UsageReckoning reckoning, long endedNanos) {
        List<UnitEnd> ends = new ArrayList<>();
        int head = ended.nextClearBit(0);
        for (int unit = head; unit < units.size(); unit = ended.nextClearBit(unit)) {
            ended.set(unit);
            ends.add(
                    unit == head
                            ? new UnitEnd(
                                    unit,
                                    lost(unit, failure),
                                    reckoning.lost(headSince(), Duration.ofNanos(endedNanos - headSinceNanos)))
                            : new UnitEnd(unit, new Outcome.Returned(), null));
        }
        return ends;
    }

    @GuardedBy("this") private Outcome lost(int unit, Failure failure) {
        if (overflowed.get(unit)) {
            String message = "The task printed more than is allowed, and did not stop for it.";
            return new Outcome.Failed(failure.as(FailureReason.OUTPUT_LIMIT, message));
        }
        return cancelled.get(unit) ? new Outcome.Cancelled() : new Outcome.Failed(failure);
    }

    @GuardedBy("this") private Instant headSince() {
        return startedAt.plusNanos(headSinceNanos - startedNanos);
    }
}
