package dev.forkyard.engine;

/** Why a task or job failed: the word in answers, metrics and pages alike. */
public enum FailureReason {
    /** The job type's own code threw. */
    TASK_ERROR,
    /** A deadline for running passed. */
    TIMEOUT,
    /** A deadline for waiting in the queue passed. */
    QUEUE_TIMEOUT,
    /** The worker's heap was exhausted. */
    OUT_OF_MEMORY,
    /** The worker died, or its channel broke, while it ran the task. */
    WORKER_LOST,
    /** No worker could be started. */
    START_FAILED,
    /** The task's result or output was larger than allowed. */
    OUTPUT_LIMIT,
    /** The task killed its worker each time it was tried. */
    POISONED,
    /** The server stopped, was killed, or was told to end the worker, while the task ran; no fault of the task's. */
    SERVER_LOST
}
