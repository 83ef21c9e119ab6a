package dev.forkyard.catalog.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.functions.Chunks.Chunk;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTests {

    @ParameterizedTest
    @CsvSource({
        "1, , 1",
        "5000, , 5000",
        "5001, , 2501",
        "1000000, , 5000",
        "10, 4, 3",
        "10, 10, 1",
        "10, 2147483647, 1"
    })
    void holdEachItemOnceInOrder(int items, Integer size, int count) {
        List<Integer> numbers = IntStream.range(0, items).boxed().toList();

        List<Chunk<Integer>> chunks = Chunks.of(numbers, Optional.ofNullable(size));

        assertThat(chunks)
                .hasSize(count)
                .allSatisfy(chunk -> assertThat(chunk.items().get(0)).isEqualTo(chunk.first()));
        assertThat(chunks.stream()
                        .flatMap(chunk -> chunk.items().stream())
                        .toList()
                        .equals(numbers))
                .isTrue();
    }
}
