package dev.forkyard.job.service;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers many who wait for the same event, each with a question to the store, on few threads. */
final class Waiters {

    private final Executor executor;

    Waiters(Executor executor) {
        this.executor = executor;
    }

    /** Completes with the answer that is given after the event; cancelling it cancels the waiting for the event too. */
    <T> CompletableFuture<T> await(CompletableFuture<Void> event, Supplier<T> answer) {
        CompletableFuture<T> answered = event.thenApplyAsync(done -> answer.get(), executor);
        CompletableFuture<T> unused = answered.whenComplete((value, error) -> {
            if (error instanceof CancellationException) {
                event.cancel(false);
            }
        });
        return answered;
    }
}
