package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.engine.Work;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.ProtocolException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AssignmentTests {

    private static final Failure LOSS = Failure.of(FailureReason.WORKER_LOST, "gone");
    private static final Message.Meter METER = new Message.Meter(0, 1, 1, 0, 0, -1);
    private static final Outcome VALUE = new Outcome.Value("1", List.of());
    private static final UsageReckoning RECKONING = new UsageReckoning("worker-1", 7, OptionalInt.of(3));

    private final Assignment assignment =
            new Assignment(100, List.of(run(0), run(1), run(2), run(3)), new Recording(4));

    @Test
    void unitsHaveConsecutiveIds() throws ProtocolException {
        assertThat(assignment.unit(100)).isZero();
        assertThat(assignment.unit(103)).isEqualTo(3);
        for (long other : new long[] {99, 104, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> assignment.unit(other));
        }
        end(0);
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> assignment.unit(100));
    }

    @Test
    void lossIsOfTheFirstThatHasNotEndedAndTheOthersAreReturned() {
        end(0);
        returned(2);
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime()))
                .extracting(UnitEnd::unit, UnitEnd::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, new Outcome.Failed(LOSS)),
                        org.assertj.core.groups.Tuple.tuple(3, new Outcome.Returned()));
        assertThat(assignment.isOver()).isTrue();
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime())).isEmpty();
    }

    @Test
    void lossOfACancelledUnitIsItsCancellation() {
        assignment.cancel(0);
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime()).get(0).outcome())
                .isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void lossOfAUnitThatPrintedTooMuchIsToldAsThat() {
        assignment.overflow(0);
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime()).get(0).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(FailureReason.OUTPUT_LIMIT));
    }

    @Test
    void whatOneUnitPrintedIsNotHeldAgainstTheNext() {
        assignment.overflow(0);
        end(0);
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime()).get(0).outcome())
                .isEqualTo(new Outcome.Failed(LOSS));
    }

    @Test
    void cancelIsAskedForOnce() {
        assertThat(assignment.cancel(1)).isEqualTo(new Message.Cancel(101, 101));
        assertThat(assignment.cancel(1)).isNull();
        assertThat(assignment.cancelAll()).isEqualTo(new Message.Cancel(100, 103));
        assertThat(assignment.cancelAll()).isNull();
        end(0);
        assertThat(assignment.cancel(0)).isNull();
    }

    @Test
    void doomTakesNoAnswerAnyMore() {
        assertThat(assignment.doom(0)).isTrue();
        assertThat(assignment.doom(0)).as("again").isFalse();
        assertThat(assignment.end(0, VALUE, METER, RECKONING)).isNull();
        assertThat(assignment.lose(LOSS, RECKONING, System.nanoTime())).hasSize(4);
    }

    @Test
    void unitThatHasEndedDoomsNobody() {
        end(0);
        assertThat(assignment.doom(0)).isFalse();
        assertThat(assignment.doom(WorkerPool.WHICHEVER_RUNS)).isTrue();
    }

    @Test
    void runningUnitIsTheFirstThatHasNotEnded() {
        assertThat(assignment.running().unit()).isZero();
        end(0);
        assertThat(assignment.running().unit()).isEqualTo(1);
        assertThat(assignment.head()).isEqualTo(run(1));
        for (int unit = 1; unit < 4; unit++) {
            end(unit);
        }
        assertThat(assignment.running().unit()).isEqualTo(-1);
        assertThat(assignment.recall()).isNull();
        assertThat(assignment.cancelAll()).isNull();
    }

    private void end(int unit) {
        assertThat(assignment.end(unit, VALUE, METER, RECKONING)).isNotNull();
    }

    private void returned(int unit) {
        assertThat(assignment.end(unit, new Outcome.Returned(), null, RECKONING).usage())
                .isNull();
    }

    private static Work.Run run(int index) {
        return new Work.Run(TestPool.JOB, "test-echo", index, "task-" + index, 1, "1", List.of());
    }
}
