package harness;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds most runs of each contender in one race
 * @param patience how long one race may go on before it has had all its rounds
 * @param longest how long one job or program may take before it is given up
 * @param warming how long a job is repeated before it is measured
 * @param precisions digits that are raced against GMP
 * @param plotted digits that every algorithm computes
 * @param hexPositions where hexadecimal digits are computed
 * @param samples random points
 * @param warmRuns how many jobs of a kind make a server warm
 * @param starts server starts of which the first job is measured
 * @param progressDigits digits of the job whose progress is watched
 * @param hugeDigits digits of the one job that is run once, or 0
 * @param whole whether these are the sizes whose plot the documentation shows
 */
record Sizes(
        int rounds,
        Duration patience,
        Duration longest,
        Duration warming,
        List<Integer> precisions,
        List<Integer> plotted,
        List<Long> hexPositions,
        List<Long> samples,
        int warmRuns,
        int starts,
        int progressDigits,
        int hugeDigits,
        boolean whole) {

    static Sizes full(boolean huge) {
        return new Sizes(
                9,
                Duration.ofMinutes(2),
                Duration.ofMinutes(huge ? 60 : 5),
                Duration.ofSeconds(5),
                List.of(1_000_000, 10_000_000),
                List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000),
                huge
                        ? List.of(1_000_000L, 10_000_000L, 100_000_000L, 1_000_000_000L)
                        : List.of(1_000_000L, 10_000_000L, 100_000_000L),
                List.of(100_000_000L, 1_000_000_000L),
                100,
                3,
                10_000_000,
                huge ? 100_000_000 : 0,
                true);
    }

    static Sizes tiny() {
        return new Sizes(
                3,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                List.of(20_000, 100_000),
                List.of(1_000, 3_000, 10_000, 30_000),
                List.of(10_000L, 100_000L),
                List.of(1_000_000L, 10_000_000L),
                20,
                1,
                500_000,
                300_000,
                false);
    }
}
