package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EndSignalTests {

    private final EndSignal signal = new EndSignal();

    @Test
    void thousandsOfWaitersAreToldOnceAndForgotten() {
        List<CompletableFuture<Void>> waiters =
                Stream.generate(signal::await).limit(10_000).toList();
        assertThat(signal.waiting()).isEqualTo(10_000);
        assertThat(waiters).noneMatch(CompletableFuture::isDone);

        signal.fire();
        assertThat(waiters).allMatch(CompletableFuture::isDone);
        assertThat(signal.waiting()).isZero();
    }

    @Test
    void waiterThatGivesUpIsForgottenAtOnce() {
        CompletableFuture<Void> patient = signal.await();
        signal.await().cancel(false);
        signal.await().completeExceptionally(new IllegalStateException("gone"));

        assertThat(signal.waiting()).isEqualTo(1);
        assertThat(patient).isNotDone();
    }

    @Test
    void whoComesLateIsToldAtOnce() {
        signal.fire();

        assertThat(signal.await()).isDone();
        assertThat(signal.waiting()).isZero();
    }

    @Test
    void nobodyIsMissedWhoComesWhileTheSignalFires() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            EndSignal fired = new EndSignal();
            CountDownLatch go = new CountDownLatch(1);
            Thread firing = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                fired.fire();
            });
            firing.start();
            go.countDown();
            IntStream.range(0, 3)
                    .mapToObj(i -> fired.await())
                    .toList()
                    .forEach(waiter -> waiter.orTimeout(20, TimeUnit.SECONDS).join());
            firing.join();
            assertThat(fired.waiting()).isZero();
        }
    }
}
