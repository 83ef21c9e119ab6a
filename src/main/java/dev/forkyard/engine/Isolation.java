package dev.forkyard.engine;

/** What a piece of work shares with the work before and after it. */
public enum Isolation {
    /** A warm worker, which has run other tasks and will run more. */
    POOLED,
    /** A JVM that has run nothing before and ends with it. */
    FRESH
}
