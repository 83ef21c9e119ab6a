package dev.forkyard.pool;

import dev.forkyard.engine.Work;
import org.jspecify.annotations.Nullable;

/**
 * A slot as it stood at one moment, so that the OS is asked about its process without holding the pool's lock.
 *
 * @param slot of which only what never changes may be read
 * @param state what it was doing
 * @param worker the JVM that had its turn, or was there, or warmed up there before its turn
 * @param launches how many JVMs have moved in
 * @param retiring whether the JVM was to be replaced, or the slot to be closed
 */
record SlotSnapshot(
        Slot slot, WorkerStatus.State state, @Nullable Worker worker, int launches, boolean retiring) {

    /** The slot now; the pool's lock is held. */
    static SlotSnapshot of(Slot slot) {
        Worker resident = slot.isHeldBack() ? slot.next : slot.worker;
        Worker shown = slot.guest != null ? slot.guest : resident;
        return new SlotSnapshot(slot, slot.state, shown, slot.launches, slot.retiring != null || slot.leaving);
    }

    WorkerStatus toStatus() {
        Long pid = worker != null && worker.isAlive() ? Long.valueOf(worker.pid()) : null;
        return new WorkerStatus(
                slot.name,
                pid,
                UsageReckoning.PPID,
                pid != null,
                state,
                slot.core.isPresent() ? slot.core.getAsInt() : null,
                worker == null ? null : currentTask(worker.assignment()),
                worker == null ? 0 : worker.tasksRun(),
                worker == null ? null : worker.startedAt(),
                pid == null ? null : ResidentMemory.of(pid),
                Math.max(0, launches - 1),
                retiring);
    }

    private static WorkerStatus.@Nullable CurrentTask currentTask(@Nullable Assignment assignment) {
        if (assignment == null) {
            return null;
        }
        Work work = assignment.head();
        return work instanceof Work.Run run
                ? new WorkerStatus.CurrentTask(run.job(), run.index(), run.name(), run.attempt())
                : new WorkerStatus.CurrentTask(work.job(), null, null, null);
    }
}
