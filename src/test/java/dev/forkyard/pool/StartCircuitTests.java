package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.pool.PoolStatus.Circuit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartCircuitTests {

    private long now = Long.MAX_VALUE - 100; // The clock may overflow, and does here.
    private final StartCircuit circuit =
            new StartCircuit(3, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20)), () -> now);

    @Test
    void whileAllGoesWellEverybodyMayStart() {
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.mayStart()).isTrue();
            assertThat(circuit.untilNextTry()).isZero();
            circuit.succeeded();
        }
        assertThat(circuit.state()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void startAfterAFailureWaitsTwiceAsLongEachTime() {
        circuit.failed();
        assertWaits(1);
        circuit.failed();
        assertWaits(2);
        assertThat(circuit.state()).isEqualTo(Circuit.CLOSED);
        assertThat(circuit.failuresInARow()).isEqualTo(2);
    }

    @Test
    void successAfterFailuresForgetsThem() {
        circuit.failed();
        circuit.failed();
        circuit.succeeded();
        assertThat(circuit.failuresInARow()).isZero();
        assertThat(circuit.mayStart()).isTrue();
        circuit.failed();
        assertWaits(1);
    }

    @Test
    void enoughFailuresInARowOpenIt() {
        open();
        assertThat(circuit.state()).isEqualTo(Circuit.OPEN);
        assertThat(circuit.untilNextTry()).hasSeconds(4);
        assertThat(circuit.mayStart()).isFalse();
    }

    @Test
    void oneStartIsTriedWhenTheWaitIsOver() {
        open();
        pass(4);
        assertThat(circuit.state()).isEqualTo(Circuit.OPEN);
        assertThat(circuit.untilNextTry()).isZero();
        assertThat(circuit.mayStart()).isTrue();
        assertThat(circuit.state()).isEqualTo(Circuit.HALF_OPEN);
        pass(1000);
        assertThat(circuit.mayStart()).isFalse();
        assertThat(circuit.untilNextTry()).hasSeconds(1);
    }

    @Test
    void successfulTryClosesIt() {
        open();
        pass(4);
        circuit.mayStart();
        circuit.succeeded();
        assertThat(circuit.state()).isEqualTo(Circuit.CLOSED);
        assertThat(circuit.mayStart()).isTrue();
        assertThat(circuit.mayStart()).isTrue();
    }

    @Test
    void failedTriesWaitLongerUpToTheMost() {
        open();
        pass(4);
        for (int seconds : new int[] {8, 16, 20, 20}) {
            assertThat(circuit.mayStart()).isTrue();
            circuit.failed();
            assertThat(circuit.state()).isEqualTo(Circuit.OPEN);
            assertWaits(seconds);
        }
        assertThat(circuit.failuresInARow()).isEqualTo(7);
    }

    @Test
    void startsThatBeganBeforeItOpenedCountWithoutMoreWaiting() {
        open();
        pass(1);
        circuit.failed();
        circuit.failed();
        assertThat(circuit.failuresInARow()).isEqualTo(5);
        assertThat(circuit.untilNextTry()).hasSeconds(3);
    }

    @Test
    void lateSuccessClosesIt() {
        open();
        circuit.succeeded();
        assertThat(circuit.state()).isEqualTo(Circuit.CLOSED);
        assertThat(circuit.untilNextTry()).isZero();
    }

    @Test
    void abandonedTryLetsAnotherThroughAtOnce() {
        open();
        pass(4);
        circuit.mayStart();
        circuit.abandoned();
        assertThat(circuit.state()).isEqualTo(Circuit.OPEN);
        assertThat(circuit.mayStart()).isTrue();
        assertThat(circuit.mayStart()).isFalse();
    }

    @Test
    void abandonedStartChangesNothingWhileClosed() {
        circuit.failed();
        circuit.abandoned();
        assertThat(circuit.state()).isEqualTo(Circuit.CLOSED);
        assertThat(circuit.failuresInARow()).isOne();
    }

    @Test
    void singleFailureCanBeEnoughToOpenIt() {
        StartCircuit strict =
                new StartCircuit(1, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20)), () -> now);
        strict.failed();
        assertThat(strict.state()).isEqualTo(Circuit.OPEN);
        assertThat(strict.untilNextTry()).hasSeconds(1);
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            circuit.failed();
        }
    }

    private void assertWaits(int seconds) {
        assertThat(circuit.untilNextTry()).hasSeconds(seconds);
        now += Duration.ofSeconds(seconds).toNanos() - 1;
        assertThat(circuit.mayStart()).isFalse();
        assertThat(circuit.untilNextTry()).hasNanos(1);
        now++;
        assertThat(circuit.untilNextTry()).isZero();
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
