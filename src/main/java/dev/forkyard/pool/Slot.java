package dev.forkyard.pool;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One position in the pool, which keeps its name and core while JVMs come and go. Guarded by the pool's lock. */
final class Slot {

    final String name;
    final OptionalInt core;
    WorkerStatus.State state = WorkerStatus.State.STARTING;

    /** The worker that lives here. */
    @Nullable Worker worker;

    /** A JVM that has the slot's turn for one lease, since that is FRESH or wants other plug-ins, while the worker of this place waits, if there is one. */
    @Nullable Worker guest;

    /** The JVM that is being given this place, or that waits until the one there is free or until it is warm itself. */
    @Nullable Worker next;

    /** Whether {@link #next} is at this place. */
    boolean nextIsHere;

    /** Why its worker is to be replaced once a successor is there. */
    @Nullable Restart retiring;

    /** It is to be closed once it is free, since the pool was made smaller. */
    boolean leaving;

    int launches;
    long idleSinceNanos;

    /** When a worker was lost that has not been replaced yet, by {@link System#nanoTime}; absent if there is none such. */
    @Nullable Long lostNanos;

    long taskLimit;

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

    /** Whether a JVM is here that could serve and does not yet. */
    boolean isHeldBack() {
        return worker == null && guest == null && nextIsHere;
    }

    /** Whether the JVM that is here replaces one that was lost, and has not had the time of a start to warm up. */
    boolean mayWarmUpFirst(PoolProperties properties) {
        return properties.warmUp()
                && lostNanos != null
                && System.nanoTime() - lostNanos < properties.startTimeout().toNanos()
                && !Objects.requireNonNull(next).isWarm();
    }

    void lose() {
        worker = null;
        lostNanos = System.nanoTime();
    }

    /** The JVM that {@link #lend} would lend. */
    Worker lendable() {
        return Objects.requireNonNull(worker == null ? next : worker);
    }

    /** The JVM that is here has the turn for one FRESH lease, and ends with it. */
    void lend() {
        if (worker == null) {
            guest = next;
            next = null;
            nextIsHere = false;
        } else {
            guest = worker;
            lose();
        }
    }

    /** Its place in the pool, from 1. */
    int number() {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    /** The JVMs that are here, or are about to be. */
    List<Worker> occupants() {
        return Stream.of(Optional.ofNullable(guest), Optional.ofNullable(worker), Optional.ofNullable(next))
                .flatMap(Optional::stream)
                .toList();
    }

    boolean has(Worker any) {
        return worker == any || guest == any || next == any;
    }

    /** A JVM moves in. The number of tasks after which it goes differs from JVM to JVM, so that not all go at once. */
    void settle(Worker settler, int maxTasks) {
        worker = settler;
        next = null;
        nextIsHere = false;
        lostNanos = null;
        launches++;
        taskLimit = maxTasks == 0
                ? Long.MAX_VALUE
                : maxTasks - ThreadLocalRandom.current().nextInt(maxTasks / 5 + 1);
        settler.weigh();
    }
}
