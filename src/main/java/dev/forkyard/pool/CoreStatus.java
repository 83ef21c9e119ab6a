package dev.forkyard.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a core did for the service since it started.
 *
 * @param core the logical CPU, as the OS numbers it
 * @param worker the worker that is pinned to it, if one is
 * @param pinned whether a worker is pinned to it
 * @param tasks tasks that ended on it
 * @param busy time that workers on it had work, the work under way included
 * @param cpu processor time of the work that ended on it
 * @param idle time since the start that it had no work
 * @param utilization1m share of the last minute that it had work, from 0 to 1
 * @param utilization5m the same of the last five minutes
 */
public record CoreStatus(
        int core,
        @Nullable String worker,
        boolean pinned,
        long tasks,
        Duration busy,
        Duration cpu,
        Duration idle,
        double utilization1m,
        double utilization5m) {

    /** @param worker the one that is pinned to the core, if one is */
    static CoreStatus of(CoreLedger.Line line, @Nullable String worker) {
        return new CoreStatus(
                line.core(),
                worker,
                worker != null,
                line.tasks(),
                line.busy(),
                line.cpu(),
                line.idle(),
                line.utilization1m(),
                line.utilization5m());
    }
}
