package dev.forkyard.job.schedule;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells many waiters of one event; a waiter that gives up is forgotten at once. Safe for use by any thread. */
final class EndSignal {

    private final Set<CompletableFuture<Void>> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean fired;

    /** Completes when the signal fires, or has fired. */
    CompletableFuture<Void> await() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.add(waiter);
        waiter.whenComplete((done, error) -> waiters.remove(waiter));
        if (fired) {
            waiter.complete(null);
        }
        return waiter;
    }

    void fire() {
        fired = true;
        waiters.forEach(waiter -> waiter.complete(null));
    }

    int waiting() {
        return waiters.size();
    }
}
