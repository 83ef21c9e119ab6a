package dev.forkyard.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.State;
import dev.forkyard.job.store.AttemptLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTests {

    @Test
    void isReadAsItWasWritten() {
        Position position = new Position();
        assertThat(position).hasToString(";0;;");
        assertThat(Position.parse(";0;;").orElseThrow()).hasToString(";0;;");

        position.state(State.RUNNING);
        position.message(7);
        position.untold(new AttemptLog(5, 1, 4711, "x".repeat(120)));
        position.untold(new AttemptLog(8, 1, 4711, "xyz"));
        for (int task : new int[] {0, 1, 2, 8, 10, 11}) {
            position.ended(task);
        }
        assertThat(position).hasToString("RUNNING;7;0-2,8,10-11;5.1.4711:120");

        Position read = Position.parse(position.toString()).orElseThrow();
        assertThat(read).hasToString(position.toString());
        assertThat(read.endedCount()).isEqualTo(6);
        assertThat(read.hasEnded(8)).isTrue();
        assertThat(read.hasEnded(9)).isFalse();
    }

    @Test
    void fitsIntoAHeaderWhateverHasHappened() {
        Position position = new Position();
        for (int task = 0; task < 1_000_000; task += 2) {
            position.ended(task);
            position.untold(new AttemptLog(task + 1, 12, 4_000_000, "x".repeat(10)));
        }

        assertThat(position.toString()).hasSizeLessThan(5_000);
        assertThat(Position.parse(position.toString()).orElseThrow().endedCount())
                .isEqualTo(100);
    }

    @Test
    void onlyWhatWasNotToldOfALogIsTold() {
        Position position = new Position();
        assertThat(position.untold(new AttemptLog(0, 1, 10, "one\n"))).isEqualTo("one\n");
        assertThat(position.untold(new AttemptLog(0, 1, 10, "one\ntwo\n"))).isEqualTo("two\n");
        assertThat(position.untold(new AttemptLog(0, 1, 10, "one\ntwo\n"))).isEmpty();
        assertThat(position.untold(new AttemptLog(0, 2, 10, "again\n"))).isEqualTo("again\n");
        assertThat(position.untold(new AttemptLog(0, 1, 10, "one\ntwo\n"))).isEmpty();

        Position back = Position.parse(position.toString()).orElseThrow();
        assertThat(back.untold(new AttemptLog(0, 1, 10, "one\ntwo\n"))).isEmpty();
        assertThat(back.untold(new AttemptLog(0, 2, 10, "again\nand again\n"))).isEqualTo("and again\n");
    }

    /** An attempt that was begun by a server which was killed before it stored that gives its number to the next. */
    @Test
    void attemptOfTheSameNumberInAnotherProcessIsAnother() {
        Position position = new Position();
        position.untold(new AttemptLog(0, 1, 10, "one\n"));

        assertThat(position.untold(new AttemptLog(0, 1, 11, "another\n"))).isEqualTo("another\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;;",
                "x;0;;",
                "ENDED;0;;",
                "RUNNING;0;",
                "RUNNING;0;;;",
                "RUNNING;-1;;",
                "RUNNING;0;3-1;",
                "RUNNING;0;99999999;",
                "RUNNING;0;1,;",
                "RUNNING;0;1--2;",
                "RUNNING;0;;1",
                "RUNNING;0;;1:",
                "42"
            })
    void whatNoEventHasIsNotRead(String id) {
        assertThat(Position.parse(id)).isEmpty();
    }
}
