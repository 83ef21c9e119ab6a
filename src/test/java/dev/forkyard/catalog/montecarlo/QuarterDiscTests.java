package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarterDiscTests {

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void countsWhatASequentialRunOfTheLibrarysGeneratorCounts(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        long inside = 0;
        for (int samples = 1; samples <= 5000; samples++) {
            inside += inside(random.nextLong());
            if (samples < 10 || samples % 509 == 0 || Math.abs(samples % 1024 - 512) > 510) {
                assertThat(QuarterDisc.inside(seed, 0, samples, progress)).isEqualTo(inside);
            }
        }
    }

    @Test
    void countsEveryRangeAsThatPartOfTheStream() throws Exception {
        for (long first : new long[] {0, 1, 1023, 1024, 1L << 20, (1L << 20) + 5}) {
            for (long samples : new long[] {0, 1, 1025, (1L << 20) - 1, 1L << 20, (1L << 20) + 1}) {
                long before = QuarterDisc.inside(7, 0, first, progress);
                long whole = QuarterDisc.inside(7, 0, first + samples, progress);
                assertThat(QuarterDisc.inside(7, first, samples, progress)).isEqualTo(whole - before);
            }
        }
    }

    private static long inside(long random) {
        long x = random >>> 33;
        long y = (random >>> 1) & Integer.MAX_VALUE;
        return x * x + y * y < 1L << 62 ? 1 : 0;
    }
}
