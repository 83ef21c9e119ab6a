package dev.forkyard.catalog.genetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Points with their distances, and the nearest of each. Immutable; what it gives out is not to be changed. */
final class Cities {

    private static final int NEAREST = 10;
    private static final int THOUSANDTHS = 1_000_000;

    private final double[][] distances;
    private final int[][] nearest;

    Cities(List<City> cities) {
        int count = cities.size();
        distances = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                distances[a][b] = Math.hypot(
                        cities.get(a).x() - cities.get(b).x(),
                        cities.get(a).y() - cities.get(b).y());
            }
        }
        nearest = IntStream.range(0, count).mapToObj(this::nearestOf).toArray(int[][]::new);
    }

    private int[] nearestOf(int city) {
        return IntStream.range(0, distances.length)
                .filter(other -> other != city)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> distances[city][other]))
                .limit(NEAREST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Cities in a square of side 1000, at thousandths, which the seed alone determines. */
    static List<City> random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<City> cities = new ArrayList<>();
        for (int city = 0; city < count; city++) {
            cities.add(new City(random.nextInt(THOUSANDTHS) / 1000.0, random.nextInt(THOUSANDTHS) / 1000.0));
        }
        return cities;
    }

    int count() {
        return distances.length;
    }

    double distance(int a, int b) {
        return distances[a][b];
    }

    /** Up to ten others, the nearest first. */
    int[] nearest(int city) {
        return nearest[city];
    }

    /** The length of the round trip. */
    double length(int[] tour) {
        double length = distances[tour[tour.length - 1]][tour[0]];
        for (int at = 1; at < tour.length; at++) {
            length += distances[tour[at - 1]][tour[at]];
        }
        return length;
    }
}
