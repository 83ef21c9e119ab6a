package dev.forkyard.catalog.genetic;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.EnumGene;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * The mutation, after which each new tour is improved by the local search: two stretches beside each other change their places,
 * which no exchange of two edges undoes (the double bridge of O. Martin, S. Otto, E. Felten, <i>Large-step Markov chains for the
 * traveling salesman problem</i>, Complex Systems 5, 1991).
 */
final class Refinement implements Alterer<EnumGene<Integer>, Double> {

    private static final int LONGEST_STRETCH = 50;

    private final Tours tours;
    private final double probability;

    Refinement(Tours tours, double probability) {
        this.tours = tours;
        this.probability = probability;
    }

    @Override
    public AltererResult<EnumGene<Integer>, Double> alter(
            Seq<Phenotype<EnumGene<Integer>, Double>> population, long generation) {
        RandomGenerator random = RandomRegistry.random();
        MSeq<Phenotype<EnumGene<Integer>, Double>> altered = MSeq.of(population);
        int count = 0;
        for (int at = 0; at < altered.length(); at++) {
            Phenotype<EnumGene<Integer>, Double> each = altered.get(at);
            boolean isMutated = random.nextDouble() < probability;
            if (isMutated || each.nonEvaluated()) {
                int[] tour = Tours.tour(each.genotype());
                if (isMutated) {
                    mutate(tour, random);
                }
                altered.set(at, Phenotype.of(tours.improved(tour), generation));
                count++;
            }
        }
        ISeq<Phenotype<EnumGene<Integer>, Double>> result = altered.toISeq();
        return new AltererResult<>(result, count);
    }

    private static void mutate(int[] tour, RandomGenerator random) {
        int most = Math.min(LONGEST_STRETCH, tour.length / 2);
        int first = 1 + random.nextInt(most);
        int second = 1 + random.nextInt(most);
        int start = random.nextInt(tour.length);
        int[] stretches = new int[Math.min(first + second, tour.length)];
        for (int at = 0; at < stretches.length; at++) {
            stretches[at] = tour[(start + at) % tour.length];
        }
        for (int at = 0; at < stretches.length; at++) {
            tour[(start + at) % tour.length] = stretches[(first + at) % stretches.length];
        }
    }
}
