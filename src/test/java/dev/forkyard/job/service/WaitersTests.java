package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class WaitersTests {

    private final Queue<Runnable> answering = new ArrayDeque<>();
    private final Waiters waiters = new Waiters(answering::add);
    private final CompletableFuture<Void> event = new CompletableFuture<>();

    @Test
    void answerIsAskedForAfterTheEventAndOnTheExecutor() {
        CompletableFuture<String> answer = waiters.await(event, () -> "answer");
        assertThat(answering).isEmpty();
        event.complete(null);
        assertThat(answer).isNotDone();
        answering.remove().run();

        assertThat(answer).isCompletedWithValue("answer");
    }

    @Test
    void whoGivesUpNoLongerWaitsForTheEvent() {
        waiters.await(event, () -> "answer").cancel(false);

        assertThat(event).isCancelled();
        assertThat(answering).isEmpty();
    }

    @Test
    void questionThatFailsFailsTheAnswer() {
        CompletableFuture<String> answer = waiters.await(event, () -> {
            throw new IllegalStateException("no store");
        });
        event.complete(null);
        answering.remove().run();

        assertThatThrownBy(answer::join).hasRootCauseMessage("no store");
    }

    @Test
    void eventThatFailsFailsTheAnswer() {
        CompletableFuture<String> answer = waiters.await(event, () -> "answer");
        event.completeExceptionally(new IllegalStateException("no event"));

        assertThatThrownBy(answer::join).hasRootCauseMessage("no event");
    }
}
