package dev.forkyard.pool;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One position in the pool, which keeps its name and core while JVMs come and go. Guarded by the pool's lock. */
final class Slot {

    final String name;
    final OptionalInt core;
    WorkerStatus.State state = WorkerStatus.State.STARTING;

    @Nullable Worker worker;

    int launches;
    int failuresInARow;
    long servesSinceNanos;

    Slot(String name, OptionalInt core) {
        this.name = name;
        this.core = core;
    }

    /** Whether there is a JVM that runs work or can. */
    boolean serves() {
        return state == WorkerStatus.State.IDLE || state == WorkerStatus.State.BUSY;
    }
}
