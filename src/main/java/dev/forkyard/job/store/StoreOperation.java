package dev.forkyard.job.store;

import java.util.Locale;

/** What can be asked of the store, and {@link #COMMIT}: the durable end of one transaction of the writer. */
public enum StoreOperation {
    INSERT,
    STARTED,
    SPLIT,
    ATTEMPT_STARTED,
    ATTEMPT_ENDED,
    CANCELLING,
    SHARED,
    FINISHED,
    DELETE,
    ABANDON_RUNNING,
    COMMIT,
    FIND,
    LIST,
    PARAMS,
    RESULT,
    TASKS,
    TASK,
    TASK_NAMES,
    LOGS,
    SHARED_CONTENTS,
    MESSAGES,
    COUNTS,
    UNFINISHED,
    STORED_TASKS,
    USAGE;

    /** The word for it in metrics, such as {@code attempt_ended}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
