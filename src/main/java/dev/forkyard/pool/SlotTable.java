package dev.forkyard.pool;

import dev.forkyard.pool.WorkerStatus.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The slots of a pool in the order of their numbers, and what can be told of them. Guarded by the lock of {@link Slots}. */
final class SlotTable {

    private final List<Slot> slots = new ArrayList<>();

    /** How many slots are in which state; {@code size} is how many there are meant to be. */
    record Counts(int size, int idle, int busy, int starting, int stopped) {}

    /** A JVM in its slot, where it lives or is passing through. */
    record Occupant(Slot slot, Worker worker, boolean resident) {}

    void add(Slot slot) {
        slots.add(slot);
        slots.sort(Comparator.comparingInt(Slot::number));
    }

    void remove(Slot slot) {
        slots.remove(slot);
    }

    boolean contains(Slot slot) {
        return slots.contains(slot);
    }

    /** All of them, as they are now. */
    List<Slot> all() {
        return List.copyOf(slots);
    }

    int size() {
        return slots.size();
    }

    Optional<Slot> find(String name) {
        return slots.stream().filter(slot -> slot.name.equals(name)).findFirst();
    }

    /** The one that a JVM is in, or is about to be. */
    @Nullable Slot holder(Worker worker) {
        return slots.stream().filter(slot -> slot.has(worker)).findFirst().orElse(null);
    }

    Optional<Slot> firstStopped() {
        return slots.stream().filter(slot -> slot.state == State.STOPPED).findFirst();
    }

    /** How many wait for a JVM that nobody is bringing yet. */
    int vacant() {
        return (int) slots.stream().filter(Slot::isVacant).count();
    }

    Stream<Slot> heldBack() {
        return slots.stream().filter(Slot::isHeldBack);
    }

    /** Whether at least half of those that are in use have a worker. */
    boolean halfServe() {
        return slots.stream()
                        .filter(each -> each.state != State.STOPPED && !each.leaving)
                        .mapToInt(each -> each.worker == null ? -1 : 1)
                        .sum()
                >= 0;
    }

    int count(State state) {
        return (int) slots.stream().filter(slot -> slot.state == state).count();
    }

    Counts counts(int wanted) {
        int busy = count(State.BUSY);
        int free = count(State.IDLE);
        int stopped = count(State.STOPPED);
        return new Counts(wanted, free, busy, slots.size() - busy - free - stopped, stopped);
    }

    /** Whether each has had a worker. */
    boolean allHaveServed() {
        return slots.stream().allMatch(slot -> slot.launches > 0);
    }

    /** Whether no worker has anything to do, nor anything to warm up. */
    boolean areAtRest() {
        return slots.stream()
                .allMatch(slot -> slot.state == State.STOPPED
                        || (slot.state == State.IDLE
                                && Objects.requireNonNull(slot.worker).isWarm()));
    }

    @Nullable String pinnedTo(int core) {
        return slots.stream()
                .filter(slot -> slot.core.isPresent() && slot.core.getAsInt() == core)
                .map(slot -> slot.name)
                .findFirst()
                .orElse(null);
    }

    /** All JVMs that have a place. */
    List<Occupant> occupants() {
        List<Occupant> all = new ArrayList<>();
        for (Slot slot : slots) {
            for (Worker worker : slot.occupants()) {
                all.add(new Occupant(slot, worker, worker == slot.worker));
            }
        }
        return all;
    }
}
