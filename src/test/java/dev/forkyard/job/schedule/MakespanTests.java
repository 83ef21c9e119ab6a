package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.TaskGraph;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MakespanTests {

    private static final List<Integer> NOTHING = List.of();

    @Test
    void tasksThatNeedNothingAreSharedOut() {
        Makespan makespan = makespan(new TaskGraph(List.of(), List.of(3.0, 1.0, 1.0, 2.0)), 4);

        assertThat(makespan.of(ended(), Map.of(), 1)).isEqualTo(7);
        assertThat(makespan.of(ended(), Map.of(), 2)).isEqualTo(4);
        assertThat(makespan.of(ended(), Map.of(), 9)).isEqualTo(3);
    }

    @Test
    void tasksAreAlikeWithoutWeights() {
        assertThat(makespan(TaskGraph.NONE, 3).of(ended(), Map.of(), 2)).isEqualTo(2);
    }

    @Test
    void workersWaitForWhatTasksNeed() {
        Makespan makespan = makespan(
                new TaskGraph(
                        List.of(NOTHING, NOTHING, List.of(0, 1), List.of(2), List.of(2)),
                        List.of(1.0, 4.0, 2.0, 1.0, 1.0)),
                5);

        assertThat(makespan.of(ended(), Map.of(), 2)).isEqualTo(4 + 2 + 1);
        assertThat(makespan.of(ended(), Map.of(), 1)).isEqualTo(9);
    }

    @Test
    void whatReadyTaskHasWaitedLongestIsNext() {
        Makespan makespan = makespan(
                new TaskGraph(
                        List.of(NOTHING, NOTHING, NOTHING, List.of(0), List.of(3)), List.of(1.0, 1.0, 2.0, 1.0, 3.0)),
                5);

        // 0 and 1 until 1; then 2 until 3 beside 3 until 2; then 4, the longest, until 5.
        assertThat(makespan.of(ended(), Map.of(), 2)).isEqualTo(5);
    }

    @Test
    void whatHasEndedTakesNothingAndWhatRunsTakesWhatItHasLeft() {
        Makespan makespan =
                makespan(new TaskGraph(List.of(NOTHING, NOTHING, List.of(0, 1)), List.of(4.0, 4.0, 2.0)), 3);

        assertThat(makespan.of(ended(0), Map.of(1, 0.5), 2)).isEqualTo(2.5);
        assertThat(makespan.of(ended(0, 1), Map.of(2, 0.0), 2)).isZero();
        assertThat(makespan.of(ended(0, 1, 2), Map.of(), 2)).isZero();
    }

    @Test
    void whatRunsKeepsItsWorkerThoughTheJobMayHaveFewer() {
        Makespan makespan = makespan(new TaskGraph(List.of(), List.of(2.0, 2.0, 2.0)), 3);

        assertThat(makespan.of(ended(), Map.of(0, 2.0, 1, 2.0), 1)).isEqualTo(4);
    }

    private static Makespan makespan(TaskGraph graph, int size) {
        return new Makespan(graph, new OpenNeeds(graph), size);
    }

    private static BitSet ended(int... tasks) {
        BitSet ended = new BitSet();
        for (int task : tasks) {
            ended.set(task);
        }
        return ended;
    }
}
