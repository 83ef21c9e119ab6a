package dev.forkyard.job.store;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.job.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up all stretches of a job into what it takes to go on with its tasks. */
final class StoredTasks {

    private final List<String> inputs;
    private final @Nullable Stretch[] deciding;
    private final @Nullable Stretch[] latest;
    private final int[] failedAttempts;
    private final int[] serverLosses;

    StoredTasks(List<String> inputs) {
        this.inputs = inputs;
        this.deciding = new Stretch[inputs.size()];
        this.latest = new Stretch[inputs.size()];
        this.failedAttempts = new int[inputs.size()];
        this.serverLosses = new int[inputs.size()];
    }

    void add(Stretch stretch) {
        for (int task = stretch.first(); task <= stretch.last(); task++) {
            Stretch known = latest[task];
            if (known == null || known.number() < stretch.number()) {
                latest[task] = stretch;
            }
            if (stretch.taskState() != null) {
                deciding[task] = stretch;
            }
            if (stretch.state() == State.FAILED) {
                int[] counts = isServerLoss(stretch.failure()) ? serverLosses : failedAttempts;
                counts[task]++;
            }
        }
    }

    List<StoredTask> list(boolean jobIsFinal) {
        List<StoredTask> tasks = new ArrayList<>(inputs.size());
        for (int task = 0; task < inputs.size(); task++) {
            Stretch decided = deciding[task];
            Stretch last = latest[task];
            tasks.add(new StoredTask(
                    task,
                    TaskStates.of(decided, last, jobIsFinal),
                    inputs.get(task),
                    decided == null ? null : decided.result(task),
                    decided == null ? null : decided.taskFailure(),
                    last == null ? 0 : last.number(),
                    failedAttempts[task],
                    serverLosses[task]));
        }
        return tasks;
    }

    private static boolean isServerLoss(@Nullable Failure failure) {
        return failure != null && failure.reason() == FailureReason.SERVER_LOST;
    }
}
