package dev.forkyard.job.schedule;

import dev.forkyard.job.shared.SharedContents;
import dev.forkyard.job.shared.SharedLimits;
import dev.forkyard.job.shared.SharedState;
import dev.forkyard.job.store.JobStore;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Makes what the tasks of each job share, and has the store hear of its changes. Safe for use by any thread. */
final class SharedStates {

    private static final System.Logger LOG = System.getLogger(SharedStates.class.getName());

    private final JobStore store;
    private final Clock clock;
    private final SharedLimits limits;
    private final AtomicLong lengthOfAll = new AtomicLong();

    SharedStates(JobStore store, Clock clock, SharedLimits limits) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    /** What the tasks of that job share, which holds this in the store. */
    SharedState of(UUID id, SharedContents contents) {
        SharedState[] made = new SharedState[1];
        made[0] = new SharedState(contents, limits, lengthOfAll, () -> flush(id, made[0]), clock);
        return made[0];
    }

    /** Whether the values in the queues of all jobs may be so much more. */
    boolean hasRoomFor(SharedContents contents) {
        return lengthOfAll.get() + contents.length() <= limits.totalLength();
    }

    private void flush(UUID id, SharedState changed) {
        CompletableFuture<Void> unused = store.shared(id, changed::drain).whenComplete((done, error) -> {
            if (error != null) {
                LOG.log(System.Logger.Level.ERROR, "The store has refused a change for good", error);
            }
        });
    }
}
