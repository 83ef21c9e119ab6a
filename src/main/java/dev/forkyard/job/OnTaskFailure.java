package dev.forkyard.job;

/** What becomes of a job's other tasks when one has failed; the job fails either way. */
public enum OnTaskFailure {
    /** They are stopped. */
    FAIL_FAST,
    /** They run to their end, and their results are kept. */
    CONTINUE
}
