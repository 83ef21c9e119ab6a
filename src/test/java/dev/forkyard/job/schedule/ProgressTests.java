package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.State;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgressTests {

    private static final long BEGUN = 1_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final double SECOND_PER_WEIGHT = 1e9;

    /** Two side by side, and one long one that needs both. */
    private static final TaskGraph LONG_END =
            new TaskGraph(List.of(List.of(), List.of(), List.of(0, 1)), List.of(1.0, 1.0, 2.0));

    private record Told(int index, double weight, double progress, long toldNanos) implements Progress.Running {}

    @Test
    void nothingCanBeSaidBeforeAnythingIsDone() {
        TaskTable table = table(3, TaskGraph.NONE);
        table.take();

        assertThat(table.progress(List.of(), null, 1, 0).timeLeft(BEGUN + SECOND))
                .isEmpty();
        assertThat(table.progress(List.of(new Told(0, 1, 0, BEGUN)), begun(table), 1, 0)
                        .timeLeft(BEGUN + SECOND))
                .isEmpty();
    }

    @Test
    void tasksAlikeGoOnAsTheyHave() {
        TaskTable table = table(4, TaskGraph.NONE);
        Progress.Checkpoint begun = begun(table);
        table.end(table.take(), State.SUCCEEDED, "");

        assertSeconds(table.progress(List.of(), begun, 1, SECOND_PER_WEIGHT), SECOND, 3);
    }

    @Test
    void workersThatWillWaitMakeTheRestLonger() {
        TaskTable table = table(3, LONG_END);
        Progress.Checkpoint begun = begun(table);
        table.end(table.take(), State.SUCCEEDED, "");
        table.end(table.take(), State.SUCCEEDED, "");
        Progress progress = table.progress(List.of(), begun, 2, SECOND_PER_WEIGHT);

        assertThat(progress.fraction()).isEqualTo(0.5);
        assertSeconds(progress, SECOND, 2);
    }

    @Test
    void whatRunningTasksToldCounts() {
        TaskTable table = table(3, LONG_END);
        Progress.Checkpoint begun = begun(table);
        long now = BEGUN + SECOND / 2;
        Progress progress = table.progress(List.of(new Told(0, 1, 0.5, now), new Told(1, 1, 0.5, now)), begun, 2, 0);

        assertThat(progress.fraction()).isEqualTo(0.25);
        assertSeconds(progress, SECOND / 2, 2.5);
    }

    @Test
    void workOfOneWorkerIsProgressThoughTheOtherHasComeNowhere() {
        TaskTable table = table(2, TaskGraph.NONE);
        Progress.Checkpoint begun = begun(table);
        long now = BEGUN + SECOND;
        Progress progress = table.progress(List.of(new Told(0, 1, 0.5, now), new Told(1, 1, 0, now)), begun, 2, 0);

        assertSeconds(progress, SECOND, 4);
    }

    @Test
    void taskThatToldNothingForAWhileIsTakenToHaveGoneOn() {
        TaskTable table = table(3, LONG_END);
        Progress.Checkpoint begun = begun(table);
        table.end(table.take(), State.SUCCEEDED, "");
        table.end(table.take(), State.SUCCEEDED, "");
        Progress progress = table.progress(List.of(new Told(2, 2, 0, BEGUN + SECOND)), begun, 2, SECOND_PER_WEIGHT);

        assertThat(progress.fraction()).isEqualTo(0.5);
        assertSeconds(progress, 2 * SECOND, 1);
    }

    @Test
    void taskThatTakesLongerThanExpectedIsStillNotOver() {
        TaskTable table = table(3, LONG_END);
        Progress.Checkpoint begun = begun(table);
        table.end(table.take(), State.SUCCEEDED, "");
        table.end(table.take(), State.SUCCEEDED, "");
        Progress progress = table.progress(List.of(new Told(2, 2, 0, BEGUN + SECOND)), begun, 2, SECOND_PER_WEIGHT);

        assertThat(progress.timeLeft(BEGUN + 4 * SECOND).orElseThrow()).isGreaterThan(Progress.ENDING.multipliedBy(2));
    }

    @Test
    void speedIsThatSinceTheCheckpointThoughTasksWereUnderWayThen() {
        TaskTable table = table(4, TaskGraph.NONE);
        table.end(table.take(), State.SUCCEEDED, "");
        table.take();
        Progress.Checkpoint since = table.progress(List.of(new Told(1, 1, 0.5, BEGUN)), null, 1, SECOND_PER_WEIGHT)
                .checkpoint(BEGUN);
        table.end(1, State.SUCCEEDED, "");

        assertSeconds(table.progress(List.of(), since, 1, SECOND_PER_WEIGHT), SECOND, 4);
    }

    @Test
    void timeBeforeThisServerBeganDoesNotCount() {
        TaskTable table = table(4, TaskGraph.NONE);
        table.end(table.take(), State.SUCCEEDED, "");
        table.end(table.take(), State.SUCCEEDED, "");
        Progress.Checkpoint begun = begun(table);
        table.end(table.take(), State.SUCCEEDED, "");

        assertSeconds(table.progress(List.of(), begun, 1, SECOND_PER_WEIGHT), SECOND, 1);
    }

    @Test
    void soManyTasksThatTheyAreNotLaidOutAreSharedOutEvenly() {
        TaskTable table = table(40_000, TaskGraph.NONE);
        Progress.Checkpoint begun = begun(table);
        for (int task = 0; task < 9_999; task++) {
            table.end(table.take(), State.SUCCEEDED, "");
        }
        long now = BEGUN + SECOND;
        Progress progress = table.progress(
                List.of(new Told(9_999, 1, 0.5, now), new Told(10_000, 1, 0.5, now)), begun, 2, SECOND_PER_WEIGHT);

        assertThat(table.standing().ended()).isNull();
        assertSeconds(progress, SECOND, 3);
    }

    private static TaskTable table(int size, TaskGraph graph) {
        return TaskTable.fresh(Collections.nCopies(size, ""), graph);
    }

    private static Progress.Checkpoint begun(TaskTable table) {
        return new Progress.Checkpoint(BEGUN, table.standing(), table.done(), Map.of());
    }

    private static void assertSeconds(Progress progress, long since, double seconds) {
        @Nullable Duration left = progress.timeLeft(BEGUN + since).orElse(null);
        assertThat(left).isNotNull();
        assertThat(left.minus(Progress.ENDING).toNanos() / 1e9).isCloseTo(seconds, within(1e-3));
    }
}
