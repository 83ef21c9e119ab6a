package dev.forkyard.catalog.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.EnumGene;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCrossoverTests {

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 9, 40})
    void childHasAStretchOfTheOtherAndTheOrderOfItsOwn(int count) {
        for (long seed = 0; seed < 100; seed++) {
            int[] first = LocalSearchTests.shuffled(count, seed);
            int[] second = LocalSearchTests.shuffled(count, seed + 1000);

            List<int[]> children = children(first, second, seed);

            assertThat(possible(first, second)).contains(children.get(0));
            assertThat(possible(second, first)).contains(children.get(1));
        }
    }

    @Test
    void stretchesDiffer() {
        int[] first = LocalSearchTests.shuffled(40, 1);
        int[] second = LocalSearchTests.shuffled(40, 2);

        assertThat(IntStream.range(0, 50)
                        .mapToObj(seed -> children(first, second, seed).get(0))
                        .map(Arrays::toString)
                        .distinct())
                .hasSizeGreaterThan(40);
    }

    private static List<int[]> children(int[] first, int[] second, long seed) {
        Tours tours = new Tours(new Cities(Cities.random(first.length, 1)));
        MSeq<EnumGene<Integer>> one = MSeq.of(tours.genotype(first).chromosome());
        MSeq<EnumGene<Integer>> two = MSeq.of(tours.genotype(second).chromosome());
        RandomRegistry.with(new SplittableRandom(seed), random -> new OrderCrossover(1).crossover(one, two));
        return Stream.of(one, two)
                .map(each -> each.stream().mapToInt(EnumGene::alleleIndex).toArray())
                .toList();
    }

    /** The children that each stretch would give. */
    private static List<int[]> possible(int[] own, int[] other) {
        int count = own.length;
        List<int[]> children = new ArrayList<>();
        for (int from = 0; from < count; from++) {
            for (int length = 1; length < count; length++) {
                int[] child = new int[count];
                List<Integer> taken = new ArrayList<>();
                for (int at = 0; at < length; at++) {
                    child[(from + at) % count] = other[(from + at) % count];
                    taken.add(other[(from + at) % count]);
                }
                int to = from + length;
                for (int at = 0; at < count; at++) {
                    int city = own[(from + length + at) % count];
                    if (!taken.contains(city)) {
                        child[to++ % count] = city;
                    }
                }
                children.add(child);
            }
        }
        return children;
    }
}
