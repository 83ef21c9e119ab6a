package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTasksTests {

    private final SplitTasks.Builder tasks = new SplitTasks.Builder("sums");

    @Test
    void tasksThatAreAlikeHaveNeitherNeedsNorWeights() {
        tasks.add("1", List.of(), 2, Optional.empty());
        tasks.add("2", List.of(), 2, Optional.empty());

        assertThat(tasks.build()).isEqualTo(new SplitTasks(List.of("1", "2"), List.of(), List.of(), List.of()));
    }

    @Test
    void tasksThatHangTogetherTellSo() {
        tasks.add("1", List.of(), 1, Optional.empty());
        tasks.add("2", List.of(0), 3, Optional.empty());

        assertThat(tasks.build())
                .isEqualTo(new SplitTasks(
                        List.of("1", "2"), List.of(List.of(), List.of(0)), List.of(1.0, 3.0), List.of()));
    }

    @Test
    void taskThatNeedsItselfOrALaterOneIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> tasks.add("1", List.of(0), 1, Optional.empty()))
                .withMessageContaining("'sums' has task 0 need [0]");
        assertThatIllegalStateException().isThrownBy(() -> tasks.add("1", List.of(-1), 1, Optional.empty()));
    }

    @Test
    void taskThatNeedsOneTwiceIsRefused() {
        tasks.add("1", List.of(), 1, Optional.empty());

        assertThatIllegalStateException().isThrownBy(() -> tasks.add("2", List.of(0, 0), 1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void weightThatIsNoneIsRefused(double weight) {
        assertThatIllegalStateException().isThrownBy(() -> tasks.add("1", List.of(), weight, Optional.empty()));
    }

    @Test
    void namesAreToldWhereAnyTaskHasOne() {
        tasks.add("1", List.of(), 1, Optional.empty());
        tasks.add("2", List.of(), 1, Optional.of("second"));

        assertThat(tasks.build().names()).containsExactly("", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a\u0007bell"})
    void nameThatIsNoLineIsRefused(String name) {
        assertThatIllegalStateException()
                .isThrownBy(() -> tasks.add("1", List.of(), 1, Optional.of(name)))
                .withMessageContaining("gives task 0 a name");
        assertThatIllegalStateException().isThrownBy(() -> tasks.add("1", List.of(), 1, Optional.of("a".repeat(201))));
    }

    @Test
    void noTaskAtAllIsRefused() {
        assertThatIllegalStateException().isThrownBy(tasks::build).withMessageContaining("no task");
    }
}
