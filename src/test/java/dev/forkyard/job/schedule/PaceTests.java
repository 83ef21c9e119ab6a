package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTests {

    private static final int MANY = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void nothingIsKnownBeforeTheFirstHasRunSoItRunsAlone() {
        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofSeconds(10)))).isEqualTo(1);
        assertThat(pace.expectedNanos()).isEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void asManyAsFitInTheTime() {
        pace.took(Duration.ofMillis(1));

        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofMillis(5)))).isEqualTo(5);
        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofNanos(4_999_999)))).isEqualTo(4);
    }

    @Test
    void whatTakesLongerThanTheTimeRunsAlone() {
        pace.took(Duration.ofMillis(6));

        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofMillis(5)))).isEqualTo(1);
    }

    @Test
    void noTimeMeansOneAtATimeHoweverShortTheyAre() {
        pace.took(Duration.ofNanos(1));

        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ZERO))).isEqualTo(1);
    }

    @Test
    void neverMoreThanAllowedThoughTheyTakeNoTimeAtAll() {
        pace.took(Duration.ZERO);

        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofSeconds(1)))).isEqualTo(100);
        assertThat(pace.expectedNanos()).isEqualTo(1);
    }

    @Test
    void theLastAreSharedAmongTheWorkers() {
        pace.took(Duration.ofNanos(1));

        assertThat(pace.tasksAtOnce(40, limits(Duration.ofSeconds(1)))).isEqualTo(10);
        assertThat(pace.tasksAtOnce(3, limits(Duration.ofSeconds(1)))).isEqualTo(1);
        assertThat(pace.tasksAtOnce(1, limits(Duration.ofSeconds(1)))).isEqualTo(1);
    }

    @Test
    void engineThatIsMeantToHaveNoWorkersIsTakenForOne() {
        pace.took(Duration.ofMillis(1));

        assertThat(pace.tasksAtOnce(MANY, new Pace.Limits(Duration.ofMillis(5), 100, 1_000, 0)))
                .isEqualTo(5);
    }

    @Test
    void firstFewCountAlike() {
        pace.took(Duration.ofMillis(1));
        pace.took(Duration.ofMillis(3));
        assertThat(pace.expectedNanos()).isEqualTo(Duration.ofMillis(2).toNanos());
        pace.took(Duration.ofMillis(5));
        assertThat(pace.expectedNanos()).isEqualTo(Duration.ofMillis(3).toNanos());
    }

    @Test
    void tasksThatBecomeLongerAreNoticedThoughThousandsWereShort() {
        for (int i = 0; i < 10_000; i++) {
            pace.took(Duration.ofNanos(10_000));
        }
        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofMillis(1)))).isEqualTo(100);
        for (int i = 0; i < 200; i++) {
            pace.took(Duration.ofMillis(2));
        }
        assertThat(pace.tasksAtOnce(MANY, limits(Duration.ofMillis(1)))).isEqualTo(1);
    }

    private static Pace.Limits limits(Duration time) {
        return new Pace.Limits(time, 100, 1_000, 2);
    }

    @Test
    void workIsMeasuredByWhatWasDoneAlone() {
        Pace pace = new Pace();
        pace.took(Duration.ofSeconds(1));
        assertThat(pace.nanosPerWeight()).isZero();

        pace.took(Duration.ofMillis(6));
        pace.did(3, Duration.ofMillis(6));
        assertThat(pace.nanosPerWeight()).isEqualTo(2_000_000);
    }
}
