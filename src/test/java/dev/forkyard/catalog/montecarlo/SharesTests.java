package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTests {

    @ParameterizedTest
    @CsvSource({
        "1, 16, 4, 1",
        "16, 16, 4, 1",
        "17, 16, 4, 3",
        "64, 16, 4, 4",
        "65, 16, 4, 3",
        "1000, 16, 4, 4",
        "33554432, 33554432, 256, 1",
        "33554433, 33554432, 256, 4",
        "1000000000, 33554432, 256, 32",
        "1000000000000, 33554432, 256, 256"
    })
    void addUpToTheSamples(long samples, long wanted, int most, int count) {
        List<Long> shares = Shares.of(samples, wanted, most, 8);
        assertThat(shares).hasSize(count).allMatch(share -> share > 0);
        assertThat(shares.stream().mapToLong(share -> share).sum()).isEqualTo(samples);
    }

    @Test
    void areOfOneLengthInWholeUnitsButTheLast() {
        assertThat(Shares.of(100, 48, 8, 4)).containsExactly(28L, 28L, 28L, 16L);
    }

    @Test
    void areFewerThanWantedWhereWholeUnitsSuffice() {
        assertThat(Shares.of(9, 8, 4, 8)).containsExactly(8L, 1L);
        assertThat(Shares.of(17, 8, 2, 8)).containsExactly(16L, 1L);
    }
}
