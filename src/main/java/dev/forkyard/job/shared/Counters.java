package dev.forkyard.job.shared;

import dev.forkyard.engine.SharedAnswer.Kind;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.job.Attempt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counters of one job. Guarded by the lock of its {@link SharedState}. */
final class Counters {

    private final Map<String, CounterCell> cells = new TreeMap<>();
    private final Ledger ledger;
    private final Waits waits;

    Counters(Map<String, Long> before, Ledger ledger, Waits waits) {
        before.forEach((name, value) -> cells.put(name, new CounterCell(name, value)));
        this.ledger = ledger;
        this.waits = waits;
    }

    /** Does what is asked of a counter, which is made if it is not there. */
    void call(Caller caller, SharedCall call) {
        CounterCell cell = cells.get(call.name());
        if (cell == null) {
            cell = make(caller, call);
        }
        if (cell == null) {
            return;
        }
        switch (call.operation()) {
            case GET -> caller.answer(call, Kind.DONE, Long.toString(cell.value));
            case ADD -> add(cell, caller, call);
            case COMPARE_AND_SET -> {
                boolean expected = cell.value == call.first();
                if (expected) {
                    set(cell, call.second(), caller);
                }
                caller.answer(call, Kind.DONE, Boolean.toString(expected));
            }
            case LOCK -> lock(cell, new Wait(caller, call));
            default -> throw new IllegalArgumentException("not of a counter: " + call.operation());
        }
    }

    private @Nullable CounterCell make(Caller caller, SharedCall call) {
        if (!SharedNames.isName(call.name())) {
            caller.answer(
                    call,
                    Kind.INVALID,
                    "A counter cannot be named '%s'; that takes %s.".formatted(call.name(), SharedNames.RULE));
            return null;
        }
        if (cells.size() >= ledger.limits().counters()) {
            caller.answer(
                    call,
                    Kind.LIMIT,
                    "A job may have %d counters, and this one has; '%s' would be one more."
                            .formatted(ledger.limits().counters(), call.name()));
            return null;
        }
        CounterCell made = new CounterCell(call.name(), 0);
        cells.put(call.name(), made);
        set(made, 0, caller);
        return made;
    }

    private void add(CounterCell cell, Caller caller, SharedCall call) {
        long sum = cell.value + call.first();
        if (((cell.value ^ sum) & (call.first() ^ sum)) < 0) {
            caller.answer(
                    call,
                    Kind.LIMIT,
                    "The counter '%s' has %d; with %d added it would leave the range of 64 bits."
                            .formatted(cell.name, cell.value, call.first()));
            return;
        }
        set(cell, sum, caller);
        caller.answer(call, Kind.DONE, Long.toString(sum));
    }

    private void set(CounterCell cell, long value, Caller caller) {
        cell.value = value;
        ledger.change(caller).counter(cell.name, value);
    }

    private void lock(CounterCell cell, Wait wait) {
        if (cell.holder == null) {
            grant(cell, wait);
        } else if (!waits.add(cell.waits, wait)) {
            wait.answer(Kind.LIMIT, "Too many calls of the job's tasks wait.");
        }
    }

    private static void grant(CounterCell cell, Wait wait) {
        cell.holder = wait;
        wait.answer(Kind.DONE, "");
    }

    /** Gives back a lock, if that call holds it. */
    void unlock(Caller caller, SharedCall call) {
        CounterCell cell = cells.get(call.name());
        if (cell != null && cell.holder != null && cell.holder.isOf(caller, call.first())) {
            pass(cell);
        }
    }

    private void pass(CounterCell cell) {
        cell.holder = null;
        if (!cell.waits.isEmpty()) {
            grant(cell, waits.removeFirst(cell.waits));
        }
    }

    /** Answers a call that waits. */
    void withdraw(Caller caller, SharedCall call) {
        CounterCell cell = cells.get(call.name());
        if (cell != null) {
            waits.remove(cell.waits, wait -> wait.isOf(caller, call.first())).forEach(wait -> refuse(cell, wait, ""));
        }
    }

    /** Forgets an attempt that has ended; its locks go to whoever is next. */
    void leave(Caller caller) {
        for (CounterCell cell : cells.values()) {
            waits.remove(cell.waits, wait -> wait.caller() == caller);
            if (cell.holder != null && cell.holder.caller() == caller) {
                pass(cell);
            }
        }
    }

    /** Answers all calls that wait. */
    void failWaits() {
        for (CounterCell cell : cells.values()) {
            waits.remove(cell.waits, wait -> true)
                    .forEach(wait -> refuse(cell, wait, ", which waits itself, as all do"));
        }
    }

    private static void refuse(CounterCell cell, Wait wait, String more) {
        String holder = cell.holder == null ? "nobody" : cell.holder.caller().words();
        wait.answer(Kind.LOCK_HELD, "The lock of the counter '%s' is held by %s%s.".formatted(cell.name, holder, more));
    }

    /** All, in the order of their names. */
    List<SharedView.CounterView> view() {
        return cells.values().stream()
                .map(cell -> new SharedView.CounterView(
                        cell.name, cell.value, cell.holder == null ? null : holder(cell.holder.caller())))
                .toList();
    }

    private static SharedView.Holder holder(Caller caller) {
        Attempt attempt = caller.attempt();
        return new SharedView.Holder(caller.task(), attempt.number(), attempt.worker());
    }
}
