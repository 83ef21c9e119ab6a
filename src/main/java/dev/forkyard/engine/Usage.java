package dev.forkyard.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one piece of work took.
 *
 * @param worker name of the worker's slot, such as {@code worker-1}
 * @param pid the worker's process id
 * @param ppid process id of the worker's parent
 * @param core the logical CPU it ran on, as the OS numbers it; absent where that cannot be known
 * @param startedAt when the worker was handed it
 * @param finishedAt when its outcome was known
 * @param wall time from start to end as the worker's monotonic clock saw it, or the server's where the worker was lost
 * @param cpu processor time of the thread that ran it; zero where the worker was lost
 * @param gc time that the worker's collectors took meanwhile
 * @param allocatedBytes heap that the running thread allocated
 */
public record Usage(
        String worker,
        long pid,
        long ppid,
        @Nullable Integer core,
        Instant startedAt,
        Instant finishedAt,
        Duration wall,
        Duration cpu,
        Duration gc,
        long allocatedBytes) {}
