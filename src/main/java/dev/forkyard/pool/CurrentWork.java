package dev.forkyard.pool;

import dev.forkyard.engine.Work;
import org.jspecify.annotations.Nullable;

/** Tells what a worker works on. */
final class CurrentWork {

    private CurrentWork() {}

    static WorkerStatus.@Nullable CurrentTask of(@Nullable Assignment assignment) {
        if (assignment == null) {
            return null;
        }
        Work work = assignment.work();
        return work instanceof Work.Run run
                ? new WorkerStatus.CurrentTask(run.job(), run.index(), run.attempt())
                : new WorkerStatus.CurrentTask(work.job(), null, null);
    }
}
