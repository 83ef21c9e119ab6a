package dev.forkyard.catalog.genetic;

import io.jenetics.EnumGene;
import io.jenetics.Genotype;
import io.jenetics.PermutationChromosome;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tours as Jenetics has them, and as numbers of cities in the order of the tour. Immutable. */
final class Tours {

    private final Cities cities;
    private final List<EnumGene<Integer>> genes;

    Tours(Cities cities) {
        this.cities = cities;
        ISeq<Integer> numbers = IntStream.range(0, cities.count()).boxed().collect(ISeq.toISeq());
        this.genes = IntStream.range(0, cities.count())
                .mapToObj(city -> EnumGene.of(city, numbers))
                .toList();
    }

    /** A tour of which nothing is known yet but what the local search makes of it. */
    Genotype<EnumGene<Integer>> random(RandomGenerator random) {
        int[] tour = IntStream.range(0, cities.count()).toArray();
        for (int at = tour.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int city = tour[at];
            tour[at] = tour[other];
            tour[other] = city;
        }
        return improved(tour);
    }

    /** Jenetics' form of the tour that the local search makes of this one, which it changes. */
    Genotype<EnumGene<Integer>> improved(int[] tour) {
        LocalSearch.improve(cities, tour);
        return genotype(tour);
    }

    Genotype<EnumGene<Integer>> genotype(int[] tour) {
        ISeq<EnumGene<Integer>> order = Arrays.stream(tour).mapToObj(genes::get).collect(ISeq.toISeq());
        return Genotype.of(new PermutationChromosome<>(order));
    }

    /** The same with its length. */
    Phenotype<EnumGene<Integer>, Double> phenotype(int[] tour, long generation) {
        return Phenotype.of(genotype(tour), generation, cities.length(tour));
    }

    /** A copy, so the caller's to change. */
    static int[] tour(Genotype<EnumGene<Integer>> genotype) {
        return genotype.chromosome().stream().mapToInt(EnumGene::alleleIndex).toArray();
    }

    double length(Genotype<EnumGene<Integer>> genotype) {
        return cities.length(tour(genotype));
    }

    /**
     * What a queue holds, as a tour.
     *
     * @throws IllegalArgumentException if it is none of these cities
     */
    int[] tour(Object value) {
        int[] tour = value instanceof List<?> list
                ? list.stream()
                        .mapToInt(city -> city instanceof Integer number ? number : -1)
                        .toArray()
                : new int[0];
        if (!Arrays.equals(
                Arrays.stream(tour).sorted().toArray(),
                IntStream.range(0, cities.count()).toArray())) {
            throw new IllegalArgumentException(
                    "A queue of islands holds something that is no tour of the %d cities.".formatted(cities.count()));
        }
        return tour;
    }

    /** The same round trip from city 0 on, in the direction in which the lower number comes first. */
    static List<Integer> canonical(int[] tour) {
        int length = tour.length;
        int start = IntStream.range(0, length)
                .filter(at -> tour[at] == 0)
                .findFirst()
                .orElseThrow();
        int step = tour[(start + 1) % length] <= tour[(start + length - 1) % length] ? 1 : -1;
        return IntStream.range(0, length)
                .map(at -> tour[Math.floorMod(start + step * at, length)])
                .boxed()
                .toList();
    }
}
