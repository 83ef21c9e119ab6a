package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.SharedCall;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.WorkListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps what the units of one lease tell, and notes what an engine must not do; most have but the unit 0. */
final class Recording implements WorkListener {

    private final int units;
    private final Map<Integer, Queue<String>> logs = new ConcurrentHashMap<>();
    private final List<Double> fractions = new CopyOnWriteArrayList<>();
    private final List<SharedCall> calls = new CopyOnWriteArrayList<>();
    private final List<Boolean> stalls = new CopyOnWriteArrayList<>();
    private final Map<Integer, UnitEnd> ends = new ConcurrentHashMap<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean inCall = new AtomicBoolean();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Recording() {
        this(1);
    }

    /** @param units how many units the lease is started with */
    Recording(int units) {
        this.units = units;
    }

    @Override
    public void progressed(int unit, double fraction) {
        hear(unit, () -> fractions.add(fraction));
    }

    @Override
    public void printed(int unit, String text) {
        hear(
                unit,
                () -> logs.computeIfAbsent(unit, each -> new ConcurrentLinkedQueue<>())
                        .add(text));
    }

    @Override
    public void asked(int unit, SharedCall call) {
        hear(unit, () -> calls.add(call));
    }

    /** Comes from the pool's timer, so that it may coincide with the rest, and with the end. */
    @Override
    public void stalled(int unit, @Nullable Instant since) {
        stalls.add(since != null);
    }

    @Override
    public void ended(List<UnitEnd> told, boolean last) {
        for (UnitEnd end : told) {
            hear(end.unit(), () -> ends.put(end.unit(), end));
            boolean returned = end.outcome() instanceof Outcome.Returned;
            if (returned != (end.usage() == null)) {
                breaches.add("usage of " + end);
            }
        }
        if (told.isEmpty() || last != (ends.size() == units)) {
            breaches.add(told.size() + " ends, last " + last + ", in all " + ends.size() + " of " + units);
        }
        if (last) {
            over.complete(null);
        }
    }

    private void hear(int unit, Runnable what) {
        if (!inCall.compareAndSet(false, true)) {
            breaches.add("two calls at once");
        }
        if (ends.containsKey(unit) || unit < 0 || unit >= units) {
            breaches.add("heard of unit " + unit + " after its end");
        }
        what.run();
        inCall.set(false);
    }

    /** What its units asked of what they share; the test answers. */
    List<SharedCall> calls() {
        return calls;
    }

    boolean isDone() {
        return over.isDone();
    }

    /** How many units have ended. */
    int ends() {
        return ends.size();
    }

    String log() {
        return log(0);
    }

    String log(int unit) {
        return String.join("", logs.getOrDefault(unit, new ConcurrentLinkedQueue<>()));
    }

    List<Double> fractions() {
        return fractions;
    }

    /** Each time it was told that a unit had stalled (true) or went on (false). */
    List<Boolean> stalls() {
        return stalls;
    }

    /** Waits for the end of all units. */
    Recording await() {
        try {
            over.get(120, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the work did not end; log of its first unit: " + log(), e);
        }
        assertThat(breaches).isEmpty();
        return this;
    }

    Outcome outcome() {
        return outcome(0);
    }

    Outcome outcome(int unit) {
        await();
        return ends.get(unit).outcome();
    }

    Usage usage() {
        await();
        return ends.get(0).usage();
    }

    String value() {
        return value(0);
    }

    String value(int unit) {
        assertThat(outcome(unit)).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome(unit)).json();
    }

    Failure failure() {
        return failure(0);
    }

    Failure failure(int unit) {
        assertThat(outcome(unit)).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome(unit)).failure();
    }
}
