package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Isolation;
import dev.forkyard.pool.WorkerStatus.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a pool and who is in them: all that is decided about them is decided here, under one lock, and done by the
 * caller after it. The lock of {@link Spares} may be taken under this one, never the other way round.
 */
final class Slots {

    private final PoolProperties properties;
    private final Pinning pinning;

    @GuardedBy("this") private final SlotTable slots = new SlotTable();

    /** The one that was busy last comes first: it is warm, and the others may be stopped when there is little to do. */
    @GuardedBy("this") private final Deque<Slot> idle = new ArrayDeque<>();

    @GuardedBy("this") private final Deque<Slot> retiring = new ArrayDeque<>();

    @GuardedBy("this") private int size;

    /** Whether a worker with the plug-ins that new jobs run with has been asked for in vain, while others were free. */
    @GuardedBy("this") private boolean newcomerWanted;

    /** How many FRESH leases have been asked for in vain since one was granted. */
    @GuardedBy("this") private int freshWanted;

    @GuardedBy("this") private boolean closed;

    Slots(PoolProperties properties, Pinning pinning) {
        this.properties = properties;
        this.pinning = pinning;
        resize(properties.workers());
    }

    /**
     * A worker to run something, if there is one.
     *
     * @param wanting whether something changed about how many JVMs are needed
     * @param moved whether the worker has not been at this slot's core before
     */
    record Grant(@Nullable Worker worker, boolean wanting, boolean moved) {}

    /** A JVM that is to move into a slot. */
    record Move(Slot slot, Worker worker) {}

    synchronized int size() {
        return size;
    }

    /**
     * A worker that has these plug-ins.
     *
     * @param generation their id; empty: it does not matter which it has
     */
    synchronized Grant lease(Isolation isolation, String generation, Spares spares, Elders elders) {
        Slot slot = idle.isEmpty() && isolation == Isolation.FRESH
                ? heldBack().findFirst().orElse(null)
                : idle.peek();
        if (slot == null) {
            return new Grant(null, wakeOne(), false);
        }
        if (isolation == Isolation.FRESH) {
            Optional<Worker> unused = spares.take(generation).or(() -> elders.takeUnused(generation));
            if (unused.isEmpty()) {
                return leaseUnused(generation, elders);
            }
            freshWanted = Math.max(0, freshWanted - 1);
            unused.get().dedicate();
            return lend(slot, unused.get());
        }
        Optional<Slot> resident =
                idle.stream().filter(each -> has(each, generation)).findFirst();
        if (resident.isPresent()) {
            idle.remove(resident.get());
            resident.get().state = State.BUSY;
            return new Grant(resident.get().worker, false, false);
        }
        Optional<Worker> elder = elders.take(generation);
        if (elder.isEmpty()) {
            boolean more = !elders.want(generation) && !newcomerWanted;
            newcomerWanted |= more;
            return new Grant(null, more, false);
        }
        return lend(slot, elder.get());
    }

    private static boolean has(Slot slot, String generation) {
        return generation.isEmpty()
                || Objects.requireNonNull(slot.worker).generation().equals(generation);
    }

    @GuardedBy("this") private Grant lend(Slot slot, Worker guest) {
        slot.guest = guest;
        boolean moved = guest.place(slot.place());
        idle.remove(slot);
        slot.state = State.BUSY;
        return new Grant(guest, false, moved);
    }

    /**
     * A JVM that has run nothing yet is as fresh as a spare; it has the turn of one, and its slot gets another. One that
     * does not serve yet is missed least.
     */
    @GuardedBy("this") private Grant leaseUnused(String generation, Elders elders) {
        Stream<Slot> serving =
                idle.stream().filter(each -> Objects.requireNonNull(each.worker).isUnused());
        Optional<Slot> unused = Stream.concat(heldBack(), serving)
                .filter(each ->
                        generation.isEmpty() || each.lendable().generation().equals(generation))
                .findFirst();
        if (unused.isEmpty()) {
            boolean more = !elders.want(generation) && freshWanted != idle.size();
            freshWanted = more ? idle.size() : freshWanted;
            return new Grant(null, more, false);
        }
        Slot slot = unused.get();
        idle.remove(slot);
        endRetirement(slot);
        slot.lend();
        Objects.requireNonNull(slot.guest).dedicate();
        slot.state = State.BUSY;
        return new Grant(slot.guest, true, false);
    }

    @GuardedBy("this") private boolean wakeOne() {
        Optional<Slot> stopped = slots.firstStopped();
        stopped.ifPresent(slot -> slot.state = State.STARTING);
        return stopped.isPresent();
    }

    /** Forgets what leases were asked for in vain; who still wants one asks again. */
    synchronized void forgetWishes() {
        freshWanted = 0;
        newcomerWanted = false;
    }

    /** Takes spares for the slots that need one: the vacant first, then the one whose turn it is to be renewed. */
    synchronized List<Move> assign(Spares spares) {
        List<Move> moves = new ArrayList<>();
        for (Slot slot : slots.all()) {
            if (!closed && slot.isVacant()) {
                slot.state = slot.guest == null ? State.STARTING : slot.state;
                move(slot, spares).ifPresent(moves::add);
            }
        }
        if (moves.isEmpty() && !closed) {
            renew(spares).ifPresent(moves::add);
        }
        return moves;
    }

    /** One at a time; but a successor that waits for a busy worker goes to one that is free. */
    @GuardedBy("this") private Optional<Move> renew(Spares spares) {
        Optional<Slot> bound =
                retiring.stream().filter(slot -> slot.next != null).findFirst();
        Optional<Slot> free = retiring.stream()
                .filter(slot -> slot.state == State.IDLE && slot.next == null)
                .findFirst();
        if (bound.isEmpty()) {
            return free.or(() -> Optional.ofNullable(retiring.peek())).flatMap(slot -> move(slot, spares));
        }
        Slot waiting = bound.get();
        if (!waiting.nextIsHere || waiting.state == State.IDLE || free.isEmpty()) {
            return Optional.empty();
        }
        Worker successor = Objects.requireNonNull(waiting.next);
        waiting.next = null;
        waiting.nextIsHere = false;
        free.get().next = successor;
        return Optional.of(new Move(free.get(), successor));
    }

    /** What still works is given up for a successor that is warm, and what is vacant, or of no use, for any. */
    @GuardedBy("this") private Optional<Move> move(Slot slot, Spares spares) {
        boolean any = slot.worker == null || (newcomerWanted && slot.retiring == Restart.PLUGINS);
        Optional<Worker> spare = any ? spares.takeAny() : spares.takeWarm();
        slot.next = spare.orElse(null);
        return spare.map(taken -> new Move(slot, taken));
    }

    /** How many JVMs are needed that nobody is bringing yet. */
    synchronized int demand() {
        return slots.vacant() + (awaitsSuccessor() ? 1 : 0) + freshWanted;
    }

    /** A JVM is at its slot: it moves in at once where that is vacant or free, else when the worker there is. */
    synchronized SlotChange settle(Move move) {
        Slot slot = move.slot();
        if (closed || !slots.contains(slot) || slot.next != move.worker()) {
            return SlotChange.leaving(List.of(move.worker()));
        }
        if (!move.worker().isAlive()) {
            return SlotChange.NONE; // Its death is about to be told, and then it has no place any more.
        }
        slot.nextIsHere = true;
        boolean free = slot.guest == null && (slot.worker == null || slot.state == State.IDLE);
        return free ? rest(slot) : SlotChange.NONE;
    }

    /** Lets those JVMs serve that wait at a vacant slot and need not wait any longer. */
    synchronized List<SlotChange> admit() {
        List<SlotChange> changes = new ArrayList<>();
        for (Slot slot : heldBack().toList()) {
            changes.add(rest(slot));
        }
        return changes;
    }

    @GuardedBy("this") private Stream<Slot> heldBack() {
        return closed ? Stream.empty() : slots.heldBack();
    }

    /**
     * A JVM that takes another's place warms up before it serves as long as half of the workers serve meanwhile, so that a
     * task that kills one after the other does not leave the pool waiting.
     */
    @GuardedBy("this") private boolean holdsBack(Slot slot) {
        return slot.mayWarmUpFirst(properties) && slots.halfServe();
    }

    /** Nothing runs in a slot: it is closed or renewed if it is to be, and waits for work if there is a worker in it. */
    @GuardedBy("this") private SlotChange rest(Slot slot) {
        idle.remove(slot);
        if (slot.leaving) {
            slots.remove(slot);
            retiring.remove(slot);
            return SlotChange.leaving(slot.occupants());
        }
        SlotChange change = SlotChange.NONE;
        if (slot.nextIsHere && !holdsBack(slot)) {
            List<Worker> old = slot.worker == null ? List.of() : List.of(slot.worker);
            change = new SlotChange(old, Optional.ofNullable(slot.retiring), Optional.empty());
            slot.settle(Objects.requireNonNull(slot.next), properties.maxTasksPerWorker());
            endRetirement(slot);
        }
        if (slot.worker == null) {
            slot.state = slot.next == null ? State.DEAD : State.STARTING;
        } else {
            slot.state = State.IDLE;
            slot.idleSinceNanos = System.nanoTime();
            if (!closed) {
                idle.push(slot);
            }
        }
        return change;
    }

    @GuardedBy("this") private void endRetirement(Slot slot) {
        slot.retiring = null;
        retiring.remove(slot);
    }

    /** Has a slot's worker replaced once a successor is there; false if there is none, or it is being replaced already. */
    synchronized boolean retire(Slot slot, Restart why) {
        if (slot.worker == null || slot.retiring != null || slot.leaving || closed) {
            return false;
        }
        slot.retiring = why;
        retiring.add(slot);
        return true;
    }

    /** Has those workers replaced that have other plug-ins than new jobs run with; whether there are any more of them. */
    synchronized boolean retireOthers(String generation) {
        boolean more = false;
        for (Slot slot : slots.all()) {
            Worker worker = slot.worker;
            boolean other = worker != null && !worker.generation().equals(generation);
            if (other) {
                more |= retire(slot, Restart.PLUGINS);
            } else if (slot.retiring == Restart.PLUGINS && slot.next == null) {
                endRetirement(slot); // The plug-ins are again those that it has.
            }
        }
        return more;
    }

    /** A worker has done what it had; {@code damaged}: it is not to be used again. */
    synchronized SlotChange free(Worker worker, boolean damaged) {
        Slot slot = slots.holder(worker);
        if (slot == null) {
            return SlotChange.NONE;
        }
        if (slot.guest == worker || damaged) {
            return vacate(slot, worker).with(worker);
        }
        SlotChange change = rest(slot);
        boolean overdue = slot.worker == worker && slot.retiring == null && worker.tasksRun() >= slot.taskLimit;
        return overdue ? new SlotChange(change.departing(), change.renewed(), Optional.of(slot)) : change;
    }

    /** A worker is gone; empty if it had no place. */
    synchronized Optional<SlotChange> vacate(Worker worker) {
        Slot slot = slots.holder(worker);
        return slot == null ? Optional.empty() : Optional.of(vacate(slot, worker));
    }

    @GuardedBy("this") private SlotChange vacate(Slot slot, Worker worker) {
        if (slot.next == worker) {
            slot.next = null;
            slot.nextIsHere = false;
            return SlotChange.NONE;
        }
        if (slot.guest == worker) {
            slot.guest = null;
        } else {
            slot.lose();
            endRetirement(slot);
        }
        return slot.guest == null ? rest(slot) : SlotChange.NONE;
    }

    /** Stops being used what has had nothing to do for long, down to the smallest size; who is to leave. */
    synchronized List<Worker> stopIdle() {
        List<Worker> departing = new ArrayList<>();
        int kept = properties.minSize() == 0 ? size : Math.min(size, properties.minSize());
        long now = System.nanoTime();
        int running = slots.size() - slots.count(State.STOPPED);
        while (running > kept && !idle.isEmpty() && heldBack().findAny().isEmpty()) {
            Slot slot = Objects.requireNonNull(idle.peekLast());
            if (now - slot.idleSinceNanos < properties.idleTimeout().toNanos() || slot.retiring != null) {
                break;
            }
            idle.removeLast();
            slot.state = State.STOPPED;
            departing.add(Objects.requireNonNull(slot.worker));
            slot.worker = null;
            running--;
        }
        return departing;
    }

    /** Makes slots, or marks those that are too many as leaving; who is to leave at once. */
    synchronized List<Worker> resize(int newSize) {
        size = newSize;
        List<Worker> departing = new ArrayList<>();
        for (int number = 1; number <= newSize; number++) {
            String name = properties.workerName() + "-" + number;
            Optional<Slot> there = slots.find(name);
            there.ifPresent(slot -> slot.leaving = false);
            if (there.isEmpty()) {
                slots.add(new Slot(name, pinning.coreFor(number - 1)));
            }
        }
        for (Slot slot : slots.all().subList(newSize, slots.size())) {
            slot.leaving = true;
            if (slot.state != State.BUSY) {
                slots.remove(slot);
                idle.remove(slot);
                endRetirement(slot);
                departing.addAll(slot.occupants());
            }
        }
        return departing;
    }

    synchronized Optional<Slot> find(String name) {
        return slots.find(name);
    }

    /** The JVMs that are in a slot, or are about to be. */
    synchronized List<Worker> occupants(Slot slot) {
        return slot.occupants();
    }

    /** All JVMs that have a place. */
    synchronized List<SlotTable.Occupant> all() {
        return slots.occupants();
    }

    synchronized boolean allHaveServed() {
        return slots.allHaveServed();
    }

    /** Whether no worker has anything to do, nor anything to warm up. */
    synchronized boolean isAtRest() {
        return slots.areAtRest();
    }

    /** Whether a worker is to be replaced once there is a successor that is warm, and there is none yet. */
    synchronized boolean awaitsSuccessor() {
        return !retiring.isEmpty() && retiring.stream().allMatch(slot -> slot.next == null);
    }

    synchronized List<SlotSnapshot> snapshots() {
        return slots.all().stream().map(SlotSnapshot::of).toList();
    }

    synchronized SlotTable.Counts counts() {
        return slots.counts(size);
    }

    synchronized @Nullable String pinnedTo(int core) {
        return slots.pinnedTo(core);
    }

    /** Nothing is leased or moved any more; all JVMs that have a place. */
    synchronized List<Worker> close() {
        closed = true;
        idle.clear();
        return slots.all().stream().flatMap(slot -> slot.occupants().stream()).toList();
    }
}
