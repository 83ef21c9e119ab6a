package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void areThePublishedGeneratorAsOftenJumped(long seed) {
        var generator = Xoshiro256Plus.of(seed);
        for (long first : new long[] {0, Lanes.COUNT}) {
            var lanes = new Lanes(seed, first);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                assertThat(lanes.peek(lane)).isEqualTo(generator.copy().next());
                generator.jump();
            }
        }
    }

    @Test
    void ofOverlappingRangesAreTheSame() {
        var near = new Lanes(7, 100_000);
        var far = new Lanes(7, 100_300);
        for (int lane = 300; lane < Lanes.COUNT; lane++) {
            assertThat(far.peek(lane - 300)).isEqualTo(near.peek(lane));
        }
    }
}
