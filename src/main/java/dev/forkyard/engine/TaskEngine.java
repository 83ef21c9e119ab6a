package dev.forkyard.engine;

import java.util.List;
import java.util.Optional;

/** Whatever runs work for the scheduler. Safe for use by any thread; no call blocks. */
public interface TaskEngine {

    /** Leases an idle worker, if there is one now. */
    Optional<Lease> lease();

    /** Has {@code signal} run, on any thread, each time a worker may have become idle. One signal at a time is kept. */
    void onCapacity(Runnable signal);

    /** How many pieces of work the engine is meant to run at once. */
    int capacity();

    /** The job types that its workers know; empty until the first worker has described them. */
    List<JobTypeDescription> jobTypes();
}
