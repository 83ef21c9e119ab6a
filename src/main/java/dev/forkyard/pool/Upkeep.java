package dev.forkyard.pool;

import dev.forkyard.process.ProcessCpu;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What is to be looked after from time to time: workers that fall silent, grow, have nothing to do, or whose task has
 * stalled. For use by the pool's timer, about once a second.
 */
final class Upkeep {

    /** Younger work is not worth a look at its processes. */
    private static final Duration NEWS = Duration.ofSeconds(1);

    /** For how long the pool may be without rest before its spares warm up all the same. */
    private static final Duration SPARES_WAIT = Duration.ofSeconds(60);

    /** At so many looks in a row the pool must be at rest for that to count: in less, a spare hardly gets on. */
    private static final int REST_LOOKS = 3;

    private final PoolProperties properties;
    private final Slots slots;
    private final Spares spares;
    private final Elders elders;
    private final BiConsumer<Slot, Restart> retire;
    private final Consumer<Worker> stop;
    private final Map<Assignment, Stall> stalls = new HashMap<>();

    /** What workers ran when they were found to have grown; such memory may still be the work's. */
    private final Map<Worker, Assignment> grownIn = new HashMap<>();

    /** When the pool last had a rest that counts, or began, by {@link System#nanoTime}. */
    private long lastRestNanos = System.nanoTime();

    /** At how many looks in a row it has been at rest. */
    private int restfulLooks;

    /**
     * @param retire has a slot's worker replaced
     * @param stop has a worker ended that has no place any more
     */
    Upkeep(
            PoolProperties properties,
            Slots slots,
            Spares spares,
            Elders elders,
            BiConsumer<Slot, Restart> retire,
            Consumer<Worker> stop) {
        this.properties = properties;
        this.slots = slots;
        this.spares = spares;
        this.elders = elders;
        this.retire = retire;
        this.stop = stop;
    }

    void look() {
        List<SlotTable.Occupant> all = slots.all();
        all.forEach(occupant -> listen(occupant.worker()));
        spares.all().forEach(this::listen);
        elders.all().forEach(this::listen);
        grownIn.keySet().retainAll(all.stream().map(SlotTable.Occupant::worker).toList());
        all.forEach(this::weigh);
        lookForStalls(all);
        slots.forgetWishes();
        slots.stopIdle().forEach(stop);
        spares.trim().forEach(stop);
        warmUpSpares();
    }

    /**
     * Has the spares warm up while the pool is at rest, has had no rest for long, or waits for one that is warm; has them
     * leave it otherwise, lest they take a core from what runs.
     */
    private void warmUpSpares() {
        long now = System.nanoTime();
        boolean atRest = slots.isAtRest();
        restfulLooks = atRest ? restfulLooks + 1 : 0;
        if (restfulLooks >= REST_LOOKS) {
            lastRestNanos = now;
        }
        if (atRest || now - lastRestNanos > SPARES_WAIT.toNanos() || slots.awaitsSuccessor()) {
            spares.warmUp();
        } else {
            spares.pauseWarmUp();
        }
    }

    /** A worker says something each second, or is as good as dead. */
    private void listen(Worker worker) {
        spares.proved(worker);
        long looks = Math.max(2, properties.heartbeatTimeout().toSeconds());
        if (worker.signs().silentLooks() >= looks) {
            worker.kill(Death.Cause.complaint("it gave no sign of life for "
                    + properties.heartbeatTimeout().toMillis() + " ms, so the server ended it"));
        }
    }

    /** One that has grown is replaced when it rests, or has gone on to other work since and is none the smaller for it. */
    private void weigh(SlotTable.Occupant occupant) {
        Worker worker = occupant.worker();
        Assignment before = grownIn.remove(worker);
        if (!hasGrown(occupant)) {
            return;
        }
        Assignment now = worker.assignment();
        if (now == null || (before != null && before != now)) {
            retire.accept(occupant.slot(), Restart.MEMORY_GROWTH);
        } else {
            grownIn.put(worker, now);
        }
    }

    private boolean hasGrown(SlotTable.Occupant occupant) {
        long allowed = properties.maxMemoryGrowthBytes();
        return allowed != 0 && occupant.resident() && occupant.worker().memoryGrowth() > allowed;
    }

    private void lookForStalls(List<SlotTable.Occupant> all) {
        long now = System.nanoTime();
        List<Assignment> due = new ArrayList<>();
        for (SlotTable.Occupant occupant : all) {
            Assignment assignment = occupant.worker().assignment();
            if (assignment != null && now - assignment.running().sinceNanos() > NEWS.toNanos()) {
                due.add(assignment);
                stalls.computeIfAbsent(assignment, each -> new Stall(occupant.worker(), each));
            }
        }
        stalls.keySet().retainAll(due);
        Map<Long, Long> cpu =
                ProcessCpu.nanos(stalls.values().stream().map(Stall::pid).toList());
        stalls.values().forEach(stall -> stall.look(cpu.getOrDefault(stall.pid(), -1L), now, properties.stallAfter()));
    }

    /** Watches one assignment for signs of work. */
    private static final class Stall {

        /**
         * A JVM that waits uses less than this share of a core, 0.3 % as measured, but for moments in which it compiles or
         * collects; and the OS counts in steps of 10 ms.
         */
        private static final double IDLE_SHARE = 0.02;

        private static final long IDLE_BURST_NANOS = Duration.ofMillis(100).toNanos();

        /** What lies between two looks counts as no more than that, so that a server that was suspended blames nobody. */
        private static final long LONGEST_LOOK_NANOS = Duration.ofMillis(1500).toNanos();

        private final Worker worker;
        private final Assignment assignment;
        private int unit = -1;
        private long progressBefore;
        private long lookedAt;
        private long quietSince;
        private long cpuAtQuiet;
        private long watchedQuiet;
        private boolean told;

        Stall(Worker worker, Assignment assignment) {
            this.worker = worker;
            this.assignment = assignment;
            this.lookedAt = assignment.startedNanos();
        }

        long pid() {
            return worker.pid();
        }

        /** @param cpu processor time that the worker and what it started have used; negative: not known */
        void look(long cpu, long now, Duration stallAfter) {
            Assignment.Running running = assignment.running();
            long progress = worker.signs().progress();
            watchedQuiet += Math.min(now - lookedAt, LONGEST_LOOK_NANOS);
            lookedAt = now;
            if (running.unit() != unit) {
                unit = running.unit();
                told = false;
                quiet(running.sinceNanos(), cpu);
                watchedQuiet = Math.min(now - quietSince, LONGEST_LOOK_NANOS);
            } else if (cpu < 0 || cpu - cpuAtQuiet > idleAllowance() || progress != progressBefore) {
                quiet(now, cpu);
            }
            progressBefore = progress;
            boolean stalled = watchedQuiet >= stallAfter.toNanos();
            if (unit >= 0 && stalled != told) {
                told = stalled;
                Instant since = Instant.now().minusNanos(now - quietSince);
                assignment.listener().stalled(unit, stalled ? since : null);
            }
        }

        private void quiet(long since, long cpu) {
            quietSince = since;
            cpuAtQuiet = cpu;
            watchedQuiet = 0;
        }

        private double idleAllowance() {
            return IDLE_BURST_NANOS + IDLE_SHARE * watchedQuiet;
        }
    }
}
