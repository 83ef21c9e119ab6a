package dev.forkyard.catalog.genetic;

import io.jenetics.Crossover;
import io.jenetics.EnumGene;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import java.util.random.RandomGenerator;

/**
 * Gives each of two tours a stretch of the other's, and leaves the rest of its cities in the order that they have (L. Davis,
 * <i>Applying adaptive algorithms to epistatic domains</i>, IJCAI 1985). Most neighbours stay such, which is what counts in a
 * tour; Jenetics' own crossover of permutations keeps places instead.
 */
final class OrderCrossover extends Crossover<EnumGene<Integer>, Double> {

    OrderCrossover(double probability) {
        super(probability);
    }

    @Override
    protected int crossover(MSeq<EnumGene<Integer>> first, MSeq<EnumGene<Integer>> second) {
        RandomGenerator random = RandomRegistry.random();
        int length = first.length();
        int from = random.nextInt(length);
        int count = 1 + random.nextInt(length - 1);
        MSeq<EnumGene<Integer>> before = first.copy();
        take(first, second, from, count);
        take(second, before, from, count);
        return 2 * length;
    }

    private static void take(MSeq<EnumGene<Integer>> own, MSeq<EnumGene<Integer>> other, int from, int count) {
        int length = own.length();
        MSeq<EnumGene<Integer>> old = own.copy();
        boolean[] isTaken = new boolean[length];
        for (int at = from; at < from + count; at++) {
            EnumGene<Integer> gene = other.get(at % length);
            isTaken[gene.alleleIndex()] = true;
            own.set(at % length, gene);
        }
        int to = from + count;
        for (int at = from + count; at < from + count + length; at++) {
            EnumGene<Integer> gene = old.get(at % length);
            if (!isTaken[gene.alleleIndex()]) {
                own.set(to % length, gene);
                to++;
            }
        }
    }
}
