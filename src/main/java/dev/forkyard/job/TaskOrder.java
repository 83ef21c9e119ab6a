package dev.forkyard.job;

/** In which order a job's tasks are listed. */
public enum TaskOrder {
    /** By their numbers. */
    INDEX,
    /** By the time they ended; those that have not ended come last, by their numbers. */
    COMPLETION
}
