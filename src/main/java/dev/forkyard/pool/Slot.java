package dev.forkyard.pool;

import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One position in the pool, which keeps its name and core while JVMs come and go. Guarded by the pool's lock. */
final class Slot {

    final String name;
    final OptionalInt core;
    WorkerStatus.State state = WorkerStatus.State.STARTING;

    /** The warm worker that lives here. */
    @Nullable Worker worker;

    /** A JVM that has the slot's turn for one FRESH lease, while the warm one waits. */
    @Nullable Worker guest;

    /** The JVM that is being given this place, or that waits until the one there is free. */
    @Nullable Worker next;

    /** Whether {@link #next} is ready to move in. */
    boolean nextIsHere;

    /** Why its worker is to be replaced once a successor is there. */
    @Nullable Restart retiring;

    /** It is to be closed once it is free, since the pool was made smaller. */
    boolean leaving;

    int launches;
    long idleSinceNanos;
    long taskLimit;
    long memoryAtStart;

    Slot(String name, OptionalInt core) {
        this.name = name;
        this.core = core;
    }

    Worker.Place place() {
        return new Worker.Place(name, core);
    }

    /** Whether it waits for a JVM that nobody is bringing yet. */
    boolean isVacant() {
        return worker == null && next == null && state != WorkerStatus.State.STOPPED;
    }

    /** Its place in the pool, from 1. */
    int number() {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    boolean has(Worker any) {
        return worker == any || guest == any || next == any;
    }

    /** A JVM moves in. The number of tasks after which it goes differs from JVM to JVM, so that not all go at once. */
    void settle(Worker settler, int maxTasks) {
        worker = settler;
        next = null;
        nextIsHere = false;
        launches++;
        taskLimit = maxTasks == 0
                ? Long.MAX_VALUE
                : maxTasks - ThreadLocalRandom.current().nextInt(maxTasks / 5 + 1);
        Long resident = ResidentMemory.of(settler.pid());
        memoryAtStart = resident == null ? 0 : resident;
    }
}
