package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.engine.TaskGraph;
import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.StoredTask;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskTableTests {

    @Test
    void tasksAreTakenInOrderEachForItsFirstAttempt() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"), TaskGraph.NONE);

        assertThat(List.of(table.take(), table.take(), table.take())).containsExactly(0, 1, 2);
        assertThat(table.ready()).isZero();
        assertThat(table.attempt(1)).isEqualTo(1);
        assertThat(table.input(1)).isEqualTo("b");
    }

    @Test
    void taskGivenBackIsTakenNextWithTheSameAttemptNumber() {
        TaskTable table = TaskTable.fresh(List.of("a", "b"), TaskGraph.NONE);
        int taken = table.take();
        table.putBack(taken);
        assertThat(table.attempt(taken)).isZero();
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(2, 2, 0, 0, 0, 0));

        assertThat(table.take()).isEqualTo(taken);
        assertThat(table.attempt(taken)).isEqualTo(1);
    }

    @Test
    void endedTaskCountsAsQueuedUntilItsOutcomeIsCommitted() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"), TaskGraph.NONE);
        table.end(table.take(), State.SUCCEEDED, "1");
        assertThat(table.take()).isEqualTo(1);
        assertThat(table.counts(1)).isEqualTo(new TaskCounts(3, 2, 1, 0, 0, 0));

        table.end(1, State.FAILED, null);
        table.commit(1, State.FAILED);
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(3, 2, 0, 0, 1, 0));
        table.commit(0, State.SUCCEEDED);
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(3, 1, 0, 1, 1, 0));
    }

    @Test
    void resultsStandInTaskOrderWhateverTheOrderOfEnding() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"), TaskGraph.NONE);
        table.take();
        table.take();
        table.take();
        table.end(2, State.SUCCEEDED, "C");
        table.end(0, State.SUCCEEDED, "A");
        assertThat(table.allEnded()).isFalse();
        assertThat(table.allSucceeded()).isFalse();
        table.end(1, State.SUCCEEDED, "B");

        assertThat(table.allSucceeded()).isTrue();
        assertThat(table.results()).containsExactly("A", "B", "C");
    }

    @Test
    void oneFailureMeansNotAllSucceededThoughAllEnded() {
        TaskTable table = TaskTable.fresh(List.of("a", "b"), TaskGraph.NONE);
        table.end(table.take(), State.FAILED, null);
        table.end(table.take(), State.SUCCEEDED, "B");

        assertThat(table.allEnded()).isTrue();
        assertThat(table.allSucceeded()).isFalse();
        assertThat(table.finalCounts()).isEqualTo(new TaskCounts(2, 0, 0, 1, 1, 0));
    }

    @Test
    void droppedTasksStayQueuedForOthersAndEndCancelled() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c", "d"), TaskGraph.NONE);
        table.end(table.take(), State.SUCCEEDED, "A");
        table.take();
        table.dropReady();

        assertThat(table.ready()).isZero();
        assertThat(table.counts(1)).isEqualTo(new TaskCounts(4, 3, 1, 0, 0, 0));
        assertThat(table.finalCounts()).isEqualTo(new TaskCounts(4, 0, 0, 1, 0, 3));
    }

    @Test
    void noTasksAtAllHaveAllSucceeded() {
        TaskTable table = TaskTable.fresh(List.of(), TaskGraph.NONE);

        assertThat(table.allSucceeded()).isTrue();
        assertThat(table.results()).isEmpty();
        assertThat(table.counts(0)).isEqualTo(TaskCounts.NONE);
    }

    @Test
    void restoredTableKeepsWhatEndedAndQueuesTheRestWithTheirAttempts() {
        TaskTable table = TaskTable.restored(
                List.of(
                        new StoredTask(0, State.SUCCEEDED, "a", "A", null, 1, 0, 0),
                        new StoredTask(1, State.QUEUED, "b", null, null, 2, 2, 0),
                        new StoredTask(2, State.FAILED, "c", null, null, 1, 1, 0),
                        new StoredTask(3, State.CANCELLED, "d", null, null, 0, 0, 0),
                        new StoredTask(4, State.RUNNING, "e", null, null, 1, 0, 1)),
                TaskGraph.NONE);

        assertThat(table.counts(0)).isEqualTo(new TaskCounts(5, 2, 0, 1, 1, 1));
        assertThat(table.take()).isEqualTo(1);
        assertThat(table.attempt(1)).isEqualTo(3);
        assertThat(table.take()).isEqualTo(4);
        assertThat(table.input(4)).isEqualTo("e");
        assertThat(table.ready()).isZero();
        table.end(1, State.SUCCEEDED, "B");
        table.end(4, State.SUCCEEDED, "E");
        assertThat(table.allEnded()).isTrue();
        assertThat(table.results()).containsExactly("A", "B", null, null, "E");
    }

    /** 0 and 1 are free, 2 needs both, 3 needs 2. */
    private static final TaskGraph DIAMOND =
            new TaskGraph(List.of(List.of(), List.of(), List.of(1, 0), List.of(2)), List.of(1.0, 2.0, 3.0, 4.0));

    @Test
    void taskIsReadyOnceAllThatItNeedsHaveSucceeded() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c", "d"), DIAMOND);
        assertThat(table.ready()).isEqualTo(2);
        table.end(table.take(), State.SUCCEEDED, "A");
        assertThat(table.ready()).isEqualTo(1);
        table.end(table.take(), State.SUCCEEDED, "B");

        assertThat(table.take()).isEqualTo(2);
        assertThat(table.needed(2)).containsExactly("B", "A");
        assertThat(table.ready()).isZero();
        table.retry(2, false);
        assertThat(table.take()).isEqualTo(2);
        table.end(2, State.SUCCEEDED, "C");
        assertThat(table.take()).isEqualTo(3);
        table.end(3, State.SUCCEEDED, "D");
        assertThat(table.allSucceeded()).isTrue();
    }

    @Test
    void whatNeedsATaskThatFailedNeverRunsAndHasEnded() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c", "d"), DIAMOND);
        table.end(table.take(), State.FAILED, null);
        assertThat(table.allEnded()).isFalse();
        table.end(table.take(), State.SUCCEEDED, "B");

        assertThat(table.ready()).isZero();
        assertThat(table.allEnded()).isTrue();
        assertThat(table.finalCounts()).isEqualTo(new TaskCounts(4, 0, 0, 1, 1, 2));
        assertThat(table.finalShare()).isEqualTo(0.3);
    }

    @Test
    void workIsReckonedByWeight() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c", "d"), DIAMOND);
        table.end(table.take(), State.SUCCEEDED, "A");
        assertThat(table.standing().done()).isEqualTo(1);
        assertThat(table.finalShare()).isEqualTo(0.1);
        assertThat(table.weight(3)).isEqualTo(4);
    }

    @Test
    void restoredTableLetsTasksWaitForWhatTheyNeed() {
        TaskTable table = TaskTable.restored(
                List.of(
                        new StoredTask(0, State.SUCCEEDED, "a", "A", null, 1, 0, 0),
                        new StoredTask(1, State.QUEUED, "b", null, null, 1, 0, 1),
                        new StoredTask(2, State.QUEUED, "c", null, null, 0, 0, 0),
                        new StoredTask(3, State.QUEUED, "d", null, null, 0, 0, 0)),
                DIAMOND);

        assertThat(table.ready()).isEqualTo(1);
        assertThat(table.standing().done()).isEqualTo(1);
        table.end(table.take(), State.SUCCEEDED, "B");
        assertThat(table.take()).isEqualTo(2);
    }
}
