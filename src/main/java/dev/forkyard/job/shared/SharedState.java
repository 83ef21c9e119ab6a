package dev.forkyard.job.shared;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.SharedAnswer.Kind;
import dev.forkyard.engine.SharedCall;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the tasks of one job share, and which calls of theirs wait. Safe for use by any thread: its lock guards all of it, and
 * is held for no longer than a change takes. A call that has to wait is kept, and answered by the change that lets it go on.
 *
 * <p>What an attempt asks counts until it {@linkplain #leave leaves}; what it has changed stays. Each change is told to the
 * store before it is answered, so that it is committed no later than what follows from it.
 */
public final class SharedState {

    private final Waits waits = new Waits();

    @GuardedBy("this") private final Ledger ledger;

    @GuardedBy("this") private final Counters counters;

    @GuardedBy("this") private final Queues queues;

    /**
     * @param ofAllJobs length of the values in the queues of all jobs
     * @param flush has {@link #drain()} called soon, by another thread
     */
    public SharedState(SharedContents before, SharedLimits limits, AtomicLong ofAllJobs, Runnable flush, Clock clock) {
        this.ledger = new Ledger(limits, ofAllJobs, before, flush, clock);
        this.counters = new Counters(before.counters(), ledger, waits);
        this.queues = new Queues(before.queues(), ledger, waits);
    }

    /** Does what an attempt asks, and answers it, or will. */
    public synchronized void call(Caller caller, SharedCall call) {
        if (caller.gone) {
            return;
        }
        switch (call.operation()) {
            case GET, ADD, COMPARE_AND_SET, LOCK -> counters.call(caller, call);
            case UNLOCK -> counters.unlock(caller, call);
            case FIND_QUEUE, OPEN_QUEUE, PUT, OFFER, TAKE, POLL -> queues.call(caller, call);
            case MESSAGE -> {
                Optional<String> refusal = ledger.tell(caller, call.value());
                caller.answer(call, refusal.isPresent() ? Kind.LIMIT : Kind.DONE, refusal.orElse(""));
            }
            case WITHDRAW -> {
                counters.withdraw(caller, call);
                queues.withdraw(caller, call);
            }
        }
    }

    /** An attempt has ended, however it did: it waits no longer, and its locks go to whoever is next. */
    public synchronized void leave(Caller caller) {
        caller.gone = true;
        queues.leave(caller);
        counters.leave(caller);
    }

    /** How many attempts do nothing but wait. */
    public int waiting() {
        return waits.callers();
    }

    /**
     * Answers what waits in vain: all calls to queues, or else to locks, if so many attempts do nothing but wait.
     *
     * @param running how many attempts run; no other can begin
     * @return whether they did
     */
    public synchronized boolean failWaits(int running) {
        boolean inVain = running > 0 && waits.callers() == running;
        if (inVain && !queues.failWaits()) {
            counters.failWaits();
        }
        return inVain;
    }

    /** Whether a call of that attempt waits. */
    public synchronized boolean isWaiting(Caller caller) {
        return caller.open > 0;
    }

    /**
     * As it is now, which may not be committed yet.
     *
     * @param mostItems how many values to list of each queue
     */
    public synchronized SharedView view(int mostItems) {
        return new SharedView(counters.view(), queues.view(mostItems));
    }

    /** What has changed since this was last called. */
    public synchronized SharedChanges drain() {
        return ledger.drain();
    }

    /** The job is over: what it holds counts no longer. */
    public synchronized void close() {
        ledger.dropAll();
    }
}
