package dev.forkyard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuSetTests {

    @Test
    void listsAndRangesAreRead() {
        assertThat(CpuSet.parse("0").cores()).containsExactly(0);
        assertThat(CpuSet.parse("0-3").cores()).containsExactly(0, 1, 2, 3);
        assertThat(CpuSet.parse("0-1,8,10-11").cores()).containsExactly(0, 1, 8, 10, 11);
        assertThat(CpuSet.parse("127,255-256").cores()).containsExactly(127, 255, 256);
    }

    @Test
    void thisProcessHasAtLeastAsManyAsTheJvmCounts() {
        assumeThat(Path.of("/proc/self/status")).isReadable();
        assertThat(CpuSet.ofThisProcess().cores())
                .hasSizeGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors())
                .isSorted();
    }

    @Test
    void workersBeyondTheCoresShareThem() {
        Pinning pinning = new Pinning(true, "", new CpuSet(List.of(2, 5)));
        assertThat(List.of(0, 1, 2, 3))
                .extracting(i -> pinning.coreFor(i).getAsInt())
                .containsExactly(2, 5, 2, 5);
    }

    @Test
    void nothingIsPinnedUnlessWanted() {
        Pinning pinning = Pinning.decide(false);
        assertThat(pinning.active()).isFalse();
        assertThat(pinning.coreFor(0)).isEmpty();
    }
}
