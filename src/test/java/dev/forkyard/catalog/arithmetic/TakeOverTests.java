package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TakeOverTests {

    private static final long SHORT = 0;
    private static final long LONG = 2_000_000;

    @Test
    void transformsTakeOverOnceTheyWin() throws InterruptedException {
        Scripted contest = new Scripted(SHORT, LONG);
        TakeOver takeOver = new TakeOver(contest);
        assertThat(takeOver.isDone()).isFalse();

        takeOver.decide();
        assertThat(takeOver.isDone()).isTrue();
        assertThat(contest.rounds).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsSlowerDoesNotTakeOver() throws InterruptedException {
        TakeOver takeOver = new TakeOver(new Scripted(LONG, SHORT));

        takeOver.decide();
        assertThat(takeOver.isDone()).isFalse();
    }

    @Test
    void contestIsHeldBesideTheLibrarysProductsForAShareOfTheirTime() {
        Scripted contest = new Scripted(LONG, SHORT);
        TakeOver takeOver = new TakeOver(contest);
        for (int product = 0; product < 30; product++) {
            takeOver.libraryTook(LONG);
        }

        assertThat(contest.rounds).isBetween(1, 10);
    }

    @Test
    void transformsTakeOverWithoutAWarmUp() {
        TakeOver takeOver = new TakeOver(new Scripted(SHORT, LONG));
        for (int product = 0; product < 20_000 && !takeOver.isDone(); product++) {
            takeOver.libraryTook(LONG);
        }

        assertThat(takeOver.isDone()).isTrue();
    }

    @Test
    void contestIsInterruptible() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> new TakeOver(new Scripted(SHORT, LONG)).decide());
    }

    /** A contest of which each side takes a time at least. */
    private static final class Scripted implements TakeOver.Contest {

        private final long transformNanos;
        private final long libraryNanos;
        private int rounds;

        Scripted(long transformNanos, long libraryNanos) {
            this.transformNanos = transformNanos;
            this.libraryNanos = libraryNanos;
        }

        @Override
        public void transform() {
            rounds++;
            take(transformNanos);
        }

        @Override
        public void useLibrary() {
            take(libraryNanos);
        }

        private static void take(long nanos) {
            for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
                LockSupport.parkNanos(nanos);
            }
        }
    }
}
