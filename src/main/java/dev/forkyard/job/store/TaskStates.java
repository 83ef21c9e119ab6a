package dev.forkyard.job.store;

import dev.forkyard.job.State;
import org.jspecify.annotations.Nullable;

/** Where a task stands, which no column holds. */
final class TaskStates {

    private TaskStates() {}

    /**
     * @param deciding holds the attempt that gave the task its final state, if one did
     * @param latest holds the latest attempt at the task, if there was one
     * @param jobIsFinal whether what had not ended was cancelled
     */
    static State of(@Nullable Stretch deciding, @Nullable Stretch latest, boolean jobIsFinal) {
        if (deciding != null && deciding.taskState() != null) {
            return deciding.taskState();
        }
        if (jobIsFinal) {
            return State.CANCELLED;
        }
        return latest != null && latest.state() == State.RUNNING ? State.RUNNING : State.QUEUED;
    }
}
