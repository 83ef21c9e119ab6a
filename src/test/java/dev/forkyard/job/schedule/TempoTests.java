package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.schedule.Progress.Checkpoint;
import dev.forkyard.job.schedule.Progress.Standing;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TempoTests {

    private final Tempo tempo = new Tempo();

    @Test
    void nothingIsJudgedBeforeTheBeginning() {
        tempo.ended(1, () -> checkpoint(1));

        assertThat(tempo.since()).isNull();
    }

    @Test
    void latestThreeFifthsCount() {
        tempo.begin(() -> checkpoint(0));
        for (int done = 1; done <= 1000; done++) {
            int now = done;
            tempo.ended(done, () -> checkpoint(now));

            assertThat(since()).isBetween(0.35 * now - 1, 0.4 * now);
        }
    }

    @Test
    void attemptsThatFailAreNoProgress() {
        tempo.begin(() -> checkpoint(0));
        Checkpoint first = tempo.since();
        tempo.ended(0, () -> checkpoint(0));
        tempo.ended(0, () -> checkpoint(0));

        assertThat(tempo.since()).isSameAs(first);
    }

    @Test
    void whatAnEarlierServerDidDoesNotCount() {
        tempo.begin(() -> checkpoint(100));
        tempo.begin(() -> checkpoint(7));
        assertThat(since()).isEqualTo(100);

        tempo.ended(101, () -> checkpoint(101));
        assertThat(since()).isEqualTo(100);
        tempo.ended(102, () -> checkpoint(102));
        assertThat(since()).isEqualTo(100);
        tempo.ended(103, () -> checkpoint(103));
        assertThat(since()).isEqualTo(101);
    }

    @Test
    void tasksThatEndTogetherWereNotDoneInTheTimeBetweenTheirEnds() {
        tempo.begin(() -> checkpoint(0));
        tempo.ended(1, () -> new Checkpoint(0, new Standing(null, 1), 2.5, Map.of(1, 0.25, 2, 0.25)));
        tempo.ended(2, () -> new Checkpoint(0, new Standing(null, 2), 2.75, Map.of(2, 0.25)));
        tempo.ended(3, () -> checkpoint(3));

        assertThat(since()).isZero();
    }

    private double since() {
        return Objects.requireNonNull(tempo.since()).standing().done();
    }

    private static Checkpoint checkpoint(double done) {
        return new Checkpoint(0, new Standing(null, done), done, Map.of());
    }
}
