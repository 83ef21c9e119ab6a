package dev.forkyard.api.answer;

import dev.forkyard.pool.CoreStatus;
import dev.forkyard.pool.MemoryFit;
import dev.forkyard.pool.PoolStatus;
import dev.forkyard.pool.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** Makes answers of what the service knows of its pool. */
public final class PoolAnswers {

    private PoolAnswers() {}

    public static WorkerAnswer worker(WorkerStatus worker) {
        WorkerStatus.@Nullable CurrentTask current = worker.currentTask();
        return new WorkerAnswer(
                worker.id(),
                worker.pid(),
                worker.ppid(),
                worker.alive(),
                worker.state(),
                worker.core(),
                current == null
                        ? null
                        : new WorkerAnswer.CurrentTask(
                                current.job(), current.task(), current.name(), current.attempt()),
                worker.tasksRun(),
                worker.startedAt(),
                worker.residentBytes(),
                worker.restarts(),
                worker.retiring());
    }

    public static PoolAnswer pool(PoolStatus pool) {
        return new PoolAnswer(
                pool.size(),
                pool.ready(),
                pool.idle(),
                pool.busy(),
                pool.starting(),
                pool.pinned(),
                pool.pinning(),
                pool.problem(),
                pool.stopped(),
                pool.spares(),
                pool.circuit(),
                memory(pool.memory()));
    }

    private static PoolAnswer.Memory memory(MemoryFit memory) {
        return new PoolAnswer.Memory(
                memory.neededBytes(), memory.availableBytes(), memory.fits(), memory.explanation());
    }

    public static CoreAnswer core(CoreStatus core) {
        return new CoreAnswer(
                core.core(),
                core.worker(),
                core.pinned(),
                core.tasks(),
                Decimals.seconds(core.busy()),
                Decimals.seconds(core.cpu()),
                Decimals.seconds(core.idle()),
                Decimals.ratio(core.utilization1m()),
                Decimals.ratio(core.utilization5m()));
    }
}
