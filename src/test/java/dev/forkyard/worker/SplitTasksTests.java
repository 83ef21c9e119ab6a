package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTasksTests {

    private final SplitTasks.Builder tasks = new SplitTasks.Builder("sums");

    @Test
    void tasksThatAreAlikeHaveNeitherNeedsNorWeights() {
        tasks.add("1", List.of(), 2);
        tasks.add("2", List.of(), 2);

        assertThat(tasks.build()).isEqualTo(new SplitTasks(List.of("1", "2"), List.of(), List.of()));
    }

    @Test
    void tasksThatHangTogetherTellSo() {
        tasks.add("1", List.of(), 1);
        tasks.add("2", List.of(0), 3);

        assertThat(tasks.build())
                .isEqualTo(new SplitTasks(List.of("1", "2"), List.of(List.of(), List.of(0)), List.of(1.0, 3.0)));
    }

    @Test
    void taskThatNeedsItselfOrALaterOneIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> tasks.add("1", List.of(0), 1))
                .withMessageContaining("'sums' has task 0 need [0]");
        assertThatIllegalStateException().isThrownBy(() -> tasks.add("1", List.of(-1), 1));
    }

    @Test
    void taskThatNeedsOneTwiceIsRefused() {
        tasks.add("1", List.of(), 1);

        assertThatIllegalStateException().isThrownBy(() -> tasks.add("2", List.of(0, 0), 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void weightThatIsNoneIsRefused(double weight) {
        assertThatIllegalStateException().isThrownBy(() -> tasks.add("1", List.of(), weight));
    }

    @Test
    void noTaskAtAllIsRefused() {
        assertThatIllegalStateException().isThrownBy(tasks::build).withMessageContaining("no task");
    }
}
