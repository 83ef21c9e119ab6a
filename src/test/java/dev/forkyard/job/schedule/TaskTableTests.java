package dev.forkyard.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.job.State;
import dev.forkyard.job.TaskCounts;
import dev.forkyard.job.store.StoredTask;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskTableTests {

    @Test
    void tasksAreTakenInOrderEachForItsFirstAttempt() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"));

        assertThat(List.of(table.take(), table.take(), table.take())).containsExactly(0, 1, 2);
        assertThat(table.ready()).isZero();
        assertThat(table.attempt(1)).isEqualTo(1);
        assertThat(table.input(1)).isEqualTo("b");
    }

    @Test
    void taskGivenBackIsTakenNextWithTheSameAttemptNumber() {
        TaskTable table = TaskTable.fresh(List.of("a", "b"));
        int taken = table.take();
        table.putBack(taken);
        assertThat(table.attempt(taken)).isZero();
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(2, 2, 0, 0, 0, 0));

        assertThat(table.take()).isEqualTo(taken);
        assertThat(table.attempt(taken)).isEqualTo(1);
    }

    @Test
    void endedTaskCountsAsQueuedUntilItsOutcomeIsCommitted() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"));
        table.end(table.take(), State.SUCCEEDED, "1");
        assertThat(table.take()).isEqualTo(1);
        assertThat(table.counts(1)).isEqualTo(new TaskCounts(3, 2, 1, 0, 0, 0));

        table.end(1, State.FAILED, null);
        table.commit(State.FAILED);
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(3, 2, 0, 0, 1, 0));
        table.commit(State.SUCCEEDED);
        assertThat(table.counts(0)).isEqualTo(new TaskCounts(3, 1, 0, 1, 1, 0));
    }

    @Test
    void resultsStandInTaskOrderWhateverTheOrderOfEnding() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c"));
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
        TaskTable table = TaskTable.fresh(List.of("a", "b"));
        table.end(table.take(), State.FAILED, null);
        table.end(table.take(), State.SUCCEEDED, "B");

        assertThat(table.allEnded()).isTrue();
        assertThat(table.allSucceeded()).isFalse();
        assertThat(table.finalCounts()).isEqualTo(new TaskCounts(2, 0, 0, 1, 1, 0));
    }

    @Test
    void droppedTasksStayQueuedForOthersAndEndCancelled() {
        TaskTable table = TaskTable.fresh(List.of("a", "b", "c", "d"));
        table.end(table.take(), State.SUCCEEDED, "A");
        table.take();
        table.dropReady();

        assertThat(table.ready()).isZero();
        assertThat(table.counts(1)).isEqualTo(new TaskCounts(4, 3, 1, 0, 0, 0));
        assertThat(table.finalCounts()).isEqualTo(new TaskCounts(4, 0, 0, 1, 0, 3));
    }

    @Test
    void noTasksAtAllHaveAllSucceeded() {
        TaskTable table = TaskTable.fresh(List.of());

        assertThat(table.allSucceeded()).isTrue();
        assertThat(table.results()).isEmpty();
        assertThat(table.counts(0)).isEqualTo(TaskCounts.NONE);
    }

    @Test
    void restoredTableKeepsWhatEndedAndQueuesTheRestWithTheirAttempts() {
        TaskTable table = TaskTable.restored(List.of(
                new StoredTask(0, State.SUCCEEDED, "a", "A", null, 1, 0, 0),
                new StoredTask(1, State.QUEUED, "b", null, null, 2, 2, 0),
                new StoredTask(2, State.FAILED, "c", null, null, 1, 1, 0),
                new StoredTask(3, State.CANCELLED, "d", null, null, 0, 0, 0),
                new StoredTask(4, State.RUNNING, "e", null, null, 1, 0, 1)));

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
}
