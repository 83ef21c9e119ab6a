package dev.forkyard.job;

import dev.forkyard.engine.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task on one worker.
 *
 * @param number from 1
 * @param worker name of the worker's slot, such as {@code worker-1}
 * @param pid the worker's process id
 * @param ppid process id of the worker's parent; absent for one of long ago
 * @param core the logical CPU it ran on; absent where that is not known
 * @param state RUNNING or a final state
 * @param queuedAt when the task became ready to run
 * @param startedAt when the worker was handed it
 * @param finishedAt when it ended; absent while it runs
 * @param wall wall time; absent while it runs, as are the following
 * @param cpu processor time of the thread that ran it
 * @param gc time that the worker's collectors took meanwhile
 * @param allocatedBytes heap that the running thread allocated
 * @param failure why it failed
 * @param stalledSince since when it has used no processor time and told nothing; only while it runs
 */
public record Attempt(
        int number,
        String worker,
        long pid,
        @Nullable Long ppid,
        @Nullable Integer core,
        State state,
        Instant queuedAt,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Duration wall,
        @Nullable Duration cpu,
        @Nullable Duration gc,
        @Nullable Long allocatedBytes,
        @Nullable Failure failure,
        @Nullable Instant stalledSince) {}
