package dev.forkyard.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.State;
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
        position.logged(5, 120);
        position.logged(8, 3);
        for (int task : new int[] {0, 1, 2, 8, 10, 11}) {
            position.ended(task);
        }
        assertThat(position).hasToString("RUNNING;7;0-2,8,10-11;5:120");

        Position read = Position.parse(position.toString()).orElseThrow();
        assertThat(read).hasToString(position.toString());
        assertThat(read.endedCount()).isEqualTo(6);
        assertThat(read.hasEnded(8)).isTrue();
        assertThat(read.hasEnded(9)).isFalse();
        assertThat(read.logged(5)).isEqualTo(120);
        assertThat(read.logged(8)).isZero();
    }

    @Test
    void fitsIntoAHeaderWhateverHasHappened() {
        Position position = new Position();
        for (int task = 0; task < 1_000_000; task += 2) {
            position.ended(task);
            position.logged(task + 1, 1_000_000);
        }

        assertThat(position.toString()).hasSizeLessThan(4_000);
        assertThat(Position.parse(position.toString()).orElseThrow().endedCount())
                .isEqualTo(100);
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
