package dev.forkyard.job.shared;

import dev.forkyard.engine.SharedAnswer.Kind;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.SharedCall.Operation;
import dev.forkyard.job.shared.SharedContents.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The queues of one job. Guarded by the lock of its {@link SharedState}. */
final class Queues {

    private static final String IN_VAIN = ", and no task of the job runs, or can begin, that would %s";

    private final Map<String, QueueCell> cells = new TreeMap<>();
    private final Ledger ledger;
    private final Waits waits;

    Queues(List<SharedContents.Queue> before, Ledger ledger, Waits waits) {
        for (SharedContents.Queue each : before) {
            cells.put(each.name(), QueueCell.of(each));
            each.items().forEach(item -> ledger.kept(item.value()));
        }
        this.ledger = ledger;
        this.waits = waits;
    }

    /** Does what is asked of a queue. */
    void call(Caller caller, SharedCall call) {
        QueueCell cell = cells.get(call.name());
        if (cell == null && call.operation() == Operation.OPEN_QUEUE) {
            open(caller, call);
        } else if (cell == null) {
            String there = cells.isEmpty() ? "none" : String.join(", ", cells.keySet());
            caller.answer(call, Kind.NO_QUEUE, "The job has no queue '%s'; it has %s.".formatted(call.name(), there));
        } else {
            Wait wait = new Wait(caller, call);
            switch (call.operation()) {
                case FIND_QUEUE, OPEN_QUEUE -> caller.answer(call, Kind.DONE, Integer.toString(cell.capacity));
                case PUT, OFFER -> put(cell, wait);
                case TAKE, POLL -> take(cell, wait);
                default -> throw new IllegalArgumentException("not of a queue: " + call.operation());
            }
        }
    }

    private void open(Caller caller, SharedCall call) {
        SharedLimits limits = ledger.limits();
        if (!SharedNames.isName(call.name())) {
            caller.answer(
                    call,
                    Kind.INVALID,
                    "A queue cannot be named '%s'; that takes %s.".formatted(call.name(), SharedNames.RULE));
        } else if (call.first() < 1) {
            caller.answer(
                    call,
                    Kind.INVALID,
                    "The capacity of the queue '%s' must be at least 1, not %d.".formatted(call.name(), call.first()));
        } else if (call.first() > limits.capacity()) {
            caller.answer(
                    call,
                    Kind.LIMIT,
                    "The capacity of a queue may be %d; that of '%s' would be %d."
                            .formatted(limits.capacity(), call.name(), call.first()));
        } else if (cells.size() >= limits.queues()) {
            caller.answer(
                    call,
                    Kind.LIMIT,
                    "A job may have %d queues, and this one has; '%s' would be one more."
                            .formatted(limits.queues(), call.name()));
        } else {
            QueueCell made = new QueueCell(call.name(), (int) call.first());
            cells.put(made.name, made);
            ledger.change(caller).opened(made.name, made.capacity);
            caller.answer(call, Kind.DONE, Integer.toString(made.capacity));
        }
    }

    private void put(QueueCell cell, Wait wait) {
        Optional<String> refusal = ledger.keep(wait.call().value());
        if (refusal.isPresent()) {
            wait.answer(Kind.LIMIT, refusal.get());
        } else if (!cell.takes.isEmpty()) {
            handOver(wait, waits.removeFirst(cell.takes));
        } else if (!cell.isFull()) {
            append(cell, wait);
        } else if (wait.call().operation() == Operation.OFFER) {
            refuse(cell, wait, "");
        } else if (!waits.add(cell.puts, wait)) {
            ledger.drop(wait.call().value());
            wait.answer(Kind.LIMIT, "Too many calls of the job's tasks wait.");
        }
    }

    /** The store need not know of the value, but of those whose doing it was. */
    private void handOver(Wait put, Wait take) {
        String value = put.call().value();
        ledger.drop(value);
        ledger.note(put.caller());
        ledger.note(take.caller());
        take.answer(Kind.DONE, value);
        put.answer(Kind.DONE, "");
    }

    private void append(QueueCell cell, Wait wait) {
        Item item = cell.append(wait.call().value());
        ledger.change(wait.caller()).put(cell.name, item.position(), item.value());
        wait.answer(Kind.DONE, "");
    }

    private void take(QueueCell cell, Wait wait) {
        Item first = cell.items.poll();
        if (first != null) {
            ledger.drop(first.value());
            ledger.change(wait.caller()).taken(cell.name, first.position());
            wait.answer(Kind.DONE, first.value());
            if (!cell.puts.isEmpty()) {
                append(cell, waits.removeFirst(cell.puts));
            }
        } else if (wait.call().operation() == Operation.POLL) {
            refuse(cell, wait, "");
        } else if (!waits.add(cell.takes, wait)) {
            wait.answer(Kind.LIMIT, "Too many calls of the job's tasks wait.");
        }
    }

    /** Answers a call that waits. */
    void withdraw(Caller caller, SharedCall call) {
        QueueCell cell = cells.get(call.name());
        if (cell != null) {
            waits.remove(cell.takes, wait -> wait.isOf(caller, call.first())).forEach(wait -> refuse(cell, wait, ""));
            waits.remove(cell.puts, wait -> wait.isOf(caller, call.first())).forEach(wait -> refuse(cell, wait, ""));
        }
    }

    /** Forgets an attempt that has ended. */
    void leave(Caller caller) {
        for (QueueCell cell : cells.values()) {
            waits.remove(cell.takes, wait -> wait.caller() == caller);
            waits.remove(cell.puts, wait -> wait.caller() == caller)
                    .forEach(wait -> ledger.drop(wait.call().value()));
        }
    }

    /** Answers all calls that wait; whether there were any. */
    boolean failWaits() {
        boolean any = false;
        for (QueueCell cell : cells.values()) {
            for (Wait wait : waits.remove(cell.takes, each -> true)) {
                refuse(cell, wait, IN_VAIN.formatted("put something into it"));
                any = true;
            }
            for (Wait wait : waits.remove(cell.puts, each -> true)) {
                refuse(cell, wait, IN_VAIN.formatted("take something from it"));
                any = true;
            }
        }
        return any;
    }

    private void refuse(QueueCell cell, Wait wait, String more) {
        boolean taking =
                wait.call().operation() == Operation.TAKE || wait.call().operation() == Operation.POLL;
        if (taking) {
            wait.answer(Kind.QUEUE_EMPTY, "The queue '%s' is empty%s.".formatted(cell.name, more));
        } else {
            ledger.drop(wait.call().value());
            wait.answer(
                    Kind.QUEUE_FULL,
                    "The queue '%s' is full, as its capacity is %d%s.".formatted(cell.name, cell.capacity, more));
        }
    }

    /** All, in the order of their names, with so many of their values. */
    List<SharedView.QueueView> view(int mostItems) {
        return cells.values().stream()
                .map(cell -> new SharedView.QueueView(
                        cell.name,
                        cell.capacity,
                        cell.items.size(),
                        cell.takes.size(),
                        cell.puts.size(),
                        cell.items.stream().limit(mostItems).map(Item::value).toList()))
                .toList();
    }
}
