package dev.forkyard.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Whatever runs work for the scheduler. Safe for use by any thread; no call blocks. */
public interface TaskEngine {

    /**
     * Leases a worker that is free and isolated so, if there is one now; asking for one has it made ready soon.
     *
     * @param generation of the plug-ins that the worker is to have; empty: it does not matter which
     */
    Optional<Lease> lease(Isolation isolation, String generation);

    /** Has {@code signal} run, on any thread, now and each time a worker may have become free. One signal at a time is kept. */
    void onCapacity(Runnable signal);

    /** How many workers the engine is meant to have at once. */
    int capacity();

    /** The job types and functions that its workers know; none until the first worker has described them. */
    Descriptions descriptions();

    /** Gives what tells which generations of plug-ins jobs under way need, so that these are kept; any thread may ask it. */
    void keep(Supplier<Set<String>> generations);

    /** Where each job whose tasks have left files has a directory for them, named after its id. It need not exist. */
    Path jobDirectories();

    /** What keeps it from running work, in a sentence, while something does. */
    Optional<String> problem();
}
