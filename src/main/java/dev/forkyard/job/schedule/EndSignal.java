package dev.forkyard.job.schedule;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells many waiters of one event; a waiter that gives up is forgotten at once. Safe for use by any thread. */
final class EndSignal {

    private final Map<Object, CompletableFuture<Void>> waiters = new ConcurrentHashMap<>();
    private volatile boolean fired;

    /** Completes when the signal fires, or has fired. */
    CompletableFuture<Void> await() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        Object key = new Object();
        waiters.put(key, waiter);
        CompletableFuture<Void> unused = waiter.whenComplete((done, error) -> waiters.remove(key));
        if (fired) {
            waiter.complete(null);
        }
        return waiter;
    }

    void fire() {
        fired = true;
        waiters.values().forEach(waiter -> waiter.complete(null));
    }

    int waiting() {
        return waiters.size();
    }
}
