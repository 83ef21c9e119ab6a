package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRangeTests {

    @ParameterizedTest
    @CsvSource({
        "1, 16, 4, 1",
        "16, 16, 4, 1",
        "17, 16, 4, 2",
        "64, 16, 4, 4",
        "65, 16, 4, 3",
        "1000, 16, 4, 4",
        "16777215, 16777216, 256, 1",
        "16777217, 16777216, 256, 2",
        "1000000000000, 16777216, 256, 256"
    })
    void coversTheStreamOnceInWholeBlocks(long samples, long block, int most, int ranges) {
        List<SampleRange> split = SampleRange.split(samples, block, most);
        assertThat(split).hasSize(ranges);
        long next = 0;
        for (SampleRange range : split) {
            assertThat(range.first())
                    .isEqualTo(next)
                    .satisfies(first -> assertThat(first % block).isZero());
            assertThat(range.samples()).isPositive();
            next += range.samples();
        }
        assertThat(next).isEqualTo(samples);
    }

    @Test
    void rangesAreOfOneLengthButTheLast() {
        assertThat(SampleRange.split(100, 16, 3))
                .containsExactly(new SampleRange(0, 48), new SampleRange(48, 48), new SampleRange(96, 4));
    }
}
