package dev.forkyard.catalog.genetic;

import dev.forkyard.catalog.progress.TaskProgress;
import io.jenetics.EliteSelector;
import io.jenetics.EnumGene;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A population of tours that evolves by itself, but for the tours that come from another island. All in one thread. */
final class Island {

    private static final int POPULATION = 40;
    private static final int TOURNAMENT = 3;
    private static final double OFFSPRING = 0.6;
    private static final double CROSSOVER = 0.5;
    private static final double MUTATION = 0.3;

    /** How often the best leaves, at most: each time costs calls of the server. */
    private static final int MIGRATIONS = 20;

    private final Tours tours;
    private final RandomGenerator random;
    private final Engine<EnumGene<Integer>, Double> engine;

    Island(Cities cities, RandomGenerator random) {
        this.tours = new Tours(cities);
        this.random = random;
        this.engine = new Engine.Builder<EnumGene<Integer>, Double>(
                        population ->
                                population.map(each -> each.eval(tours::length)).asISeq(),
                        () -> tours.random(random))
                .minimizing()
                .populationSize(POPULATION)
                .offspringFraction(OFFSPRING)
                .offspringSelector(new TournamentSelector<>(TOURNAMENT))
                .survivorsSelector(
                        new EliteSelector<EnumGene<Integer>, Double>(1, new TournamentSelector<>(TOURNAMENT)))
                .alterers(new OrderCrossover(CROSSOVER), new Refinement(tours, MUTATION))
                .executor(Runnable::run)
                .build();
    }

    /**
     * Evolves so many generations.
     *
     * @param migration the way to and from other islands; empty if there are none
     * @return the best tour there was
     * @throws InterruptedException within a generation after the task was cancelled
     */
    int[] evolve(int generations, Optional<Migration> migration, TaskProgress progress) throws InterruptedException {
        int untilMigration = (generations + MIGRATIONS - 1) / MIGRATIONS;
        EvolutionStart<EnumGene<Integer>, Double> start = EvolutionStart.empty();
        Optional<Phenotype<EnumGene<Integer>, Double>> best = Optional.empty();
        for (int generation = 1; generation <= generations; generation++) {
            EvolutionStart<EnumGene<Integer>, Double> from = start;
            EvolutionResult<EnumGene<Integer>, Double> result =
                    RandomRegistry.with(random, same -> engine.evolve(from));
            best = better(best, result.bestPhenotype());
            start = result.next();
            if (migration.isPresent() && generation % untilMigration == 0 && generation < generations) {
                migration
                        .get()
                        .send(Tours.canonical(Tours.tour(best.orElseThrow().genotype())));
                start = withArrived(start, migration.get());
            }
            progress.reached((double) generation / generations);
        }
        return Tours.tour(best.orElseThrow().genotype());
    }

    private static Optional<Phenotype<EnumGene<Integer>, Double>> better(
            Optional<Phenotype<EnumGene<Integer>, Double>> best, Phenotype<EnumGene<Integer>, Double> other) {
        return best.filter(each -> each.fitness() <= other.fitness()).or(() -> Optional.of(other));
    }

    /** Who arrives takes the place of the worst. */
    private EvolutionStart<EnumGene<Integer>, Double> withArrived(
            EvolutionStart<EnumGene<Integer>, Double> start, Migration migration) {
        List<Phenotype<EnumGene<Integer>, Double>> arrived = new ArrayList<>();
        Optional<Object> next = migration.arrived();
        while (next.isPresent() && arrived.size() < POPULATION / 2) {
            arrived.add(tours.phenotype(tours.tour(next.get()), start.generation()));
            next = migration.arrived();
        }
        MSeq<Phenotype<EnumGene<Integer>, Double>> population = MSeq.of(start.population());
        population.sort(Comparator.comparingDouble(Phenotype::fitness));
        for (int at = 0; at < arrived.size(); at++) {
            population.set(population.length() - 1 - at, arrived.get(at));
        }
        ISeq<Phenotype<EnumGene<Integer>, Double>> all = population.toISeq();
        return EvolutionStart.of(all, start.generation());
    }
}
