package dev.forkyard.job;

/** How many of a job's tasks stand where; all zero until the job was split. */
public record TaskCounts(int total, int queued, int running, int succeeded, int failed, int cancelled) {

    /** Before the split. */
    public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0, 0);
}
