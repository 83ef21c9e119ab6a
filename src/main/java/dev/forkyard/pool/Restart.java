package dev.forkyard.pool;

/** Why a slot gets another JVM: the word in metrics and log. */
enum Restart {
    /** It had run as many tasks as it was to. */
    MAX_TASKS,
    /** It had come to hold too much memory. */
    MEMORY_GROWTH,
    /** Somebody asked for it. */
    REQUESTED,
    /** The plug-ins are others now. */
    PLUGINS,
    /** A task had damaged it. */
    DAMAGED,
    /** Its task was cancelled, or ran out of time, and did not stop. */
    CANCELLED,
    /** Its heap was exhausted. */
    OUT_OF_MEMORY,
    /** It died. */
    WORKER_LOST,
    /** It could not be started. */
    START_FAILED
}
