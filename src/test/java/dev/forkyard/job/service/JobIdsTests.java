package dev.forkyard.job.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JobIdsTests {

    private final SettableClock clock = new SettableClock();

    @Test
    void idsAreOfVersionSevenAndAscendWhateverTheClockDoes() {
        JobIds ids = new JobIds(clock);
        List<String> made = new ArrayList<>();
        for (Duration step : List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(-1), Duration.ofHours(2))) {
            clock.advance(step);
            IntStream.range(0, 10_000).forEach(i -> {
                UUID id = ids.generate();
                assertThat(id.version()).isEqualTo(7);
                assertThat(id.variant()).isEqualTo(2);
                made.add(id.toString());
            });
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        long stamp = UUID.fromString(made.get(made.size() - 1)).getMostSignificantBits() >>> 16;
        assertThat(stamp).isEqualTo(clock.millis());
    }

    @Test
    void idsOfManyThreadsAscendInEachOfThem() {
        JobIds ids = new JobIds(clock);
        List<List<String>> made = IntStream.range(0, 8)
                .parallel()
                .mapToObj(thread -> IntStream.range(0, 2_000)
                        .mapToObj(i -> {
                            clock.advance(Duration.ofNanos(10_000));
                            return ids.generate().toString();
                        })
                        .toList())
                .toList();

        assertThat(made).allSatisfy(each -> assertThat(each).isSorted());
        assertThat(made.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }
}
