package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class EventLoopTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger bunches = new AtomicInteger();
    private final AtomicInteger ticks = new AtomicInteger();
    private final EventLoop loop = new EventLoop("loop", LONG, bunches::incrementAndGet, ticks::incrementAndGet);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void eventsRunInTheOrderPostedOnOneThread() {
        List<Integer> order = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, 10_000)
                .forEach(i -> loop.post(() -> {
                    order.add(i);
                    threads.add(Thread.currentThread());
                }));
        loop.start();
        settle();

        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
        assertThat(threads.stream().distinct()).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventThatThrowsDoesNotStopTheNext(boolean error) {
        loop.start();
        loop.post(() -> {
            if (error) {
                throw new StackOverflowError("on purpose");
            }
            throw new IllegalStateException("on purpose");
        });
        settle();
        await().untilAsserted(() -> assertThat(bunches).hasPositiveValue());
    }

    @Test
    void interruptDoesNotStopTheLoop() {
        loop.start();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.post(() -> thread.complete(Thread.currentThread()));
        thread.join().interrupt();
        await().until(() -> !thread.join().isInterrupted());

        settle();
        assertThat(thread.join().isAlive()).isTrue();
    }

    @Test
    void whatFollowsEventsRunsOncePerBunch() {
        IntStream.range(0, 200).forEach(i -> loop.post(() -> {}));
        loop.start();
        settle();

        await().untilAsserted(() -> assertThat(bunches).hasValueBetween(1, 2));
    }

    @Test
    void tickComesByItselfAndAlsoUnderLoad() {
        try (EventLoop ticking = new EventLoop("ticking", Duration.ofMillis(1), () -> {}, ticks::incrementAndGet)) {
            ticking.start();
            await().untilAtomic(ticks, greaterThan(2));
            int before = ticks.get();
            new Repeat(ticking).run();
            await().untilAtomic(ticks, greaterThan(before + 2));
        }
    }

    @Test
    void nothingRunsAfterClose() {
        loop.start();
        settle();
        loop.close();
        int before = bunches.get();
        AtomicInteger late = new AtomicInteger();
        loop.post(late::incrementAndGet);
        loop.close();

        assertThat(late).hasValue(0);
        assertThat(bunches).hasValue(before);
    }

    @Test
    void closeWaitsForTheEventThatRunsAndDropsTheRest() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> ran = new CopyOnWriteArrayList<>();
        loop.start();
        loop.post(() -> {
            running.countDown();
            awaitLatch(goOn);
            ran.add("first");
        });
        loop.post(() -> ran.add("second"));
        awaitLatch(running);
        Thread closer = new Thread(loop::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closer.join();
        await().until(() -> !ran.isEmpty()); // close() waits for seconds only, and they may have passed.

        assertThat(ran).containsExactly("first");
    }

    private void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.post(() -> done.complete(null));
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Posts itself for ever. */
    private record Repeat(EventLoop loop) implements Runnable {

        @Override
        public void run() {
            loop.post(this);
        }
    }
}
