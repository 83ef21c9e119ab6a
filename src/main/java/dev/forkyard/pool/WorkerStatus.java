package dev.forkyard.pool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker as it stands now.
 *
 * @param id name of its slot, such as {@code worker-1}; it stays when the JVM in it is replaced
 * @param pid process id of the JVM; absent while none is there
 * @param ppid process id of the server
 * @param alive whether the JVM lives
 * @param state what it is doing
 * @param core the logical CPU it is pinned to; absent when it is not pinned
 * @param currentTask what it works on
 * @param tasksRun tasks that this JVM has ended
 * @param startedAt when this JVM was started
 * @param residentBytes memory that the OS counts for the JVM; absent where the OS does not tell
 * @param restarts how often the slot got a new JVM
 * @param retiring whether the JVM is to be replaced, or its slot closed, once it is free
 */
public record WorkerStatus(
        String id,
        @Nullable Long pid,
        long ppid,
        boolean alive,
        State state,
        @Nullable Integer core,
        @Nullable CurrentTask currentTask,
        long tasksRun,
        @Nullable Instant startedAt,
        @Nullable Long residentBytes,
        int restarts,
        boolean retiring) {

    /**
     * What the slot is doing.
     *
     * <pre>
     * STARTING -> IDLE &lt;-> BUSY
     * IDLE -> STOPPED -> STARTING   (not needed for a while, then needed again)
     * any -> DEAD -> STARTING
     * </pre>
     */
    public enum State {
        /** Its JVM comes up; one that takes another's place also warms up, while the others suffice. */
        STARTING,
        IDLE,
        BUSY,
        STOPPED,
        DEAD
    }

    /**
     * What a worker works on.
     *
     * @param job id of the job
     * @param task number of the task; absent while it splits or combines the job
     * @param name what the task is called; likewise
     * @param attempt which attempt at the task
     */
    public record CurrentTask(
            String job,
            @Nullable Integer task,
            @Nullable String name,
            @Nullable Integer attempt) {}
}
