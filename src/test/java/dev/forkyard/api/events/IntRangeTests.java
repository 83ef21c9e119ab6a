package dev.forkyard.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntRangeTests {

    @Test
    void neighboursAreOneRange() {
        assertThat(IntRange.of(List.of())).isEmpty();
        assertThat(IntRange.of(List.of(0, 200, 1, 201, 2, 7, 202)))
                .containsExactly(new IntRange(0, 2), new IntRange(7, 7), new IntRange(200, 202));
    }
}
