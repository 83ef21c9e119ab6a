package dev.forkyard.catalog.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalSearchTests {

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 11, 60, 300})
    void tourStaysOneAndGetsNoLonger(int count) {
        for (long seed = 0; seed < 50; seed++) {
            Cities cities = new Cities(Cities.random(count, seed));
            int[] tour = shuffled(count, seed);
            double before = cities.length(tour);

            LocalSearch.improve(cities, tour);

            assertThat(tour.clone())
                    .containsExactlyInAnyOrder(IntStream.range(0, count).toArray());
            assertThat(cities.length(tour)).isLessThanOrEqualTo(before);
        }
    }

    /** Eleven cities are each near to all others, so that no exchange at all is left that helps. */
    @Test
    void noExchangeOfTwoEdgesOrMoveOfACityHelpsAnyMore() {
        for (long seed = 0; seed < 200; seed++) {
            Cities cities = new Cities(Cities.random(11, seed));
            int[] tour = shuffled(11, seed);
            LocalSearch.improve(cities, tour);
            double length = cities.length(tour);

            for (int from = 0; from < 11; from++) {
                for (int to = from + 1; to < 11; to++) {
                    assertThat(cities.length(reversed(tour, from, to))).isGreaterThan(length - 1e-6);
                }
            }
        }
    }

    @Test
    void citiesInOnePlaceAreNoTrouble() {
        Cities cities = new Cities(
                IntStream.range(0, 20).mapToObj(city -> new City(1, 1)).toList());
        int[] tour = shuffled(20, 1);

        LocalSearch.improve(cities, tour);

        assertThat(cities.length(tour)).isZero();
    }

    @Test
    void hundredCitiesComeNearTheBestOfManyTries() {
        Cities cities = new Cities(Cities.random(100, 5));
        double best = IntStream.range(0, 200)
                .mapToDouble(seed -> length(cities, seed))
                .min()
                .orElseThrow();
        double mean = IntStream.range(0, 200)
                .mapToDouble(seed -> length(cities, seed))
                .average()
                .orElseThrow();

        assertThat(mean).isLessThan(1.12 * best);
    }

    private static double length(Cities cities, long seed) {
        int[] tour = shuffled(cities.count(), seed);
        LocalSearch.improve(cities, tour);
        return cities.length(tour);
    }

    private static int[] reversed(int[] tour, int from, int to) {
        int[] other = tour.clone();
        for (int at = from; at <= to; at++) {
            other[at] = tour[from + to - at];
        }
        return other;
    }

    static int[] shuffled(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tour = IntStream.range(0, count).toArray();
        for (int at = count - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int city = tour[at];
            tour[at] = tour[other];
            tour[other] = city;
        }
        return tour;
    }
}
