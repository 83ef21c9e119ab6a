package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.Usage;
import dev.forkyard.engine.WorkListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what one piece of work tells, and complains when it goes on after its end. */
final class Recording implements WorkListener {

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final List<Double> fractions = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger afterEnd = new AtomicInteger();
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /** How it ended. */
    record End(Outcome outcome, Usage usage) {}

    @Override
    public void progressed(double fraction) {
        afterEnd.addAndGet(ends.get());
        fractions.add(fraction);
    }

    @Override
    public void printed(String text) {
        afterEnd.addAndGet(ends.get());
        log.add(text);
    }

    @Override
    public void finished(Outcome outcome, Usage usage) {
        ends.incrementAndGet();
        end.complete(new End(outcome, usage));
    }

    boolean isDone() {
        return end.isDone();
    }

    int ends() {
        return ends.get();
    }

    String log() {
        return String.join("", log);
    }

    List<Double> fractions() {
        return fractions;
    }

    /** Waits for the end. */
    End await() {
        try {
            End told = end.get(60, TimeUnit.SECONDS);
            assertThat(ends).hasValue(1);
            assertThat(afterEnd).as("what was told after the end").hasValue(0);
            return told;
        } catch (Exception e) {
            throw new AssertionError("the work did not end; its log: " + log(), e);
        }
    }

    Outcome outcome() {
        return await().outcome();
    }

    Usage usage() {
        return await().usage();
    }

    String value() {
        assertThat(outcome()).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome()).json();
    }

    Failure failure() {
        assertThat(outcome()).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome()).failure();
    }
}
