package dev.forkyard.pool;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.engine.Isolation;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.TaskEngine;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.pool.plugin.Plugins;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this machine, one JVM in each slot: leased, replaced when they die, retired when they have served enough.
 *
 * <p>What the slots hold is guarded by {@link Slots}' lock, which is never held while a process is started, work handed
 * over, or a listener told.
 */
public final class WorkerPool implements TaskEngine, AutoCloseable {

    /** Stands for the unit of an assignment that runs when it is looked. */
    static final int WHICHEVER_RUNS = -1;

    private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());
    private static final Duration STOP = Duration.ofSeconds(2);

    /** Plug-ins that are tried at once, each in a JVM; so many may hang without keeping others waiting, less one. */
    private static final int MOST_TRIALS = 4;

    private final PoolProperties properties;
    private final PoolObserver observer;
    private final Pinning pinning;
    private final CoreLedger ledger;
    private final WorkerSource source;
    private final Plugins plugins;
    private final Slots slots;
    private final Spares spares;
    private final Elders elders;
    private final Upkeep upkeep;
    private final Turnover turnover;
    private final ExecutorService errands = Threads.errands("pool-errand");
    private final ExecutorService trials = Threads.few("pool-trial", MOST_TRIALS);
    private final ScheduledExecutorService timer = Threads.timer("pool-timer");
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile Runnable signal = () -> {};
    private volatile boolean closed;

    WorkerPool(PoolProperties properties, PoolObserver observer) {
        this.properties = properties;
        this.observer = observer;
        this.pinning = Pinning.decide(properties.pin());
        this.ledger = new CoreLedger(pinning.cpus(), System::nanoTime);
        this.source = new WorkerSource(properties, !pinning.active());
        this.plugins = new Plugins(
                properties.pluginDirectory(),
                properties.pluginStore(),
                new WorkerProbe(source, properties.pluginTimeout()),
                Clock.systemUTC(),
                trials);
        this.slots = new Slots(properties, pinning);
        this.spares = new Spares(properties, source, plugins, new Events(), observer, this::settle, errands, timer);
        this.elders = new Elders(properties, source, plugins, new Events(), this::settle, errands);
        this.upkeep = new Upkeep(properties, slots, spares, elders, this::retire, this::stop);
        this.turnover = new Turnover(plugins, slots, spares, elders, this::stop, this::settle);
    }

    /** Starts the workers, in the background; the future completes once each slot has had a worker that runs. */
    CompletableFuture<Void> start() {
        PoolStatus status = status();
        LOG.log(System.Logger.Level.INFO, "Starting {0} workers. {1}", status.size(), status.pinning());
        if (!status.memory().fits()) {
            LOG.log(System.Logger.Level.WARNING, status.memory().explanation());
        }
        var ticks = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        turnover.start();
        return ready.whenComplete((done, error) -> ticks.isCancelled());
    }

    @Override
    public Optional<Lease> lease(Isolation isolation, String generation) {
        if (elders.isLost(generation)) {
            return Optional.of(new LostLease("The plug-ins that the job began with are not kept any more."));
        }
        Slots.Grant grant = slots.lease(isolation, generation, spares, elders);
        if (grant.wanting()) {
            settle();
        }
        Worker worker = grant.worker();
        if (worker == null) {
            return Optional.empty();
        }
        if (grant.moved()) {
            errand(() -> pinning.pin(worker));
        }
        if (isolation == Isolation.FRESH) {
            settle();
        }
        return Optional.of(new WorkerLease(worker, this));
    }

    @Override
    public void onCapacity(Runnable newSignal) {
        signal = newSignal;
        newSignal.run();
    }

    @Override
    public int capacity() {
        return slots.size();
    }

    @Override
    public Descriptions descriptions() {
        return turnover.descriptions();
    }

    @Override
    public void keep(Supplier<Set<String>> generations) {
        turnover.keep(generations);
    }

    /** The plug-ins, and what is in the directory beside. */
    public Plugins plugins() {
        return plugins;
    }

    @Override
    public Path jobDirectories() {
        return properties.jobDirectory();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(startProblem());
    }

    private @Nullable String startProblem() {
        String problem = spares.problem();
        return problem == null ? elders.problem() : problem;
    }

    /** All workers, in the order of their slots. */
    public List<WorkerStatus> workers() {
        return slots.snapshots().stream().map(SlotSnapshot::toStatus).toList();
    }

    /** The worker of that name. */
    public Optional<WorkerStatus> worker(String id) {
        return workers().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** How the pool stands. */
    public PoolStatus status() {
        SlotTable.Counts counts = slots.counts();
        return new PoolStatus(
                counts.size(),
                ready.isDone() && !closed && counts.idle() + counts.busy() + counts.stopped() > 0,
                counts.idle(),
                counts.busy(),
                counts.starting(),
                pinning.active(),
                pinning.reason(),
                startProblem(),
                counts.stopped(),
                spares.count(),
                spares.circuit(),
                MachineMemory.read()
                        .fit(
                                counts.size(),
                                properties.spares(),
                                elders.all().size(),
                                properties.heapBytes(),
                                Runtime.getRuntime().maxMemory()));
    }

    /**
     * Gives the pool another size; new workers start, those that are too many leave once they are free. Returns at once.
     *
     * @param size from 1 to {@link PoolProperties#MAX_SIZE}
     */
    public PoolStatus resize(int size) {
        if (size < 1 || size > PoolProperties.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "a pool has 1 to %d workers, not %d".formatted(PoolProperties.MAX_SIZE, size));
        }
        LOG.log(System.Logger.Level.INFO, "The pool is to have {0} workers.", size);
        slots.resize(size).forEach(this::stop);
        observer.slotsChanged(this);
        spares.tryNow();
        settle();
        PoolStatus status = status();
        if (!status.memory().fits()) {
            LOG.log(System.Logger.Level.WARNING, status.memory().explanation());
        }
        return status;
    }

    /**
     * Has a worker's JVM replaced: by a warm successor once it is free, or by force at once, and then what it runs is lost.
     * Returns at once; empty if there is no such worker.
     */
    public Optional<WorkerStatus> restart(String id, boolean force) {
        Optional<Slot> slot = slots.find(id);
        slot.ifPresent(found -> {
            if (force) {
                slots.occupants(found)
                        .forEach(worker ->
                                errand(() -> worker.kill(Death.Cause.order("its restart was asked for, by force"))));
            } else {
                retire(found, Restart.REQUESTED);
            }
            spares.tryNow();
            settle();
        });
        return slot.flatMap(found -> worker(id));
    }

    /** What each core did, in the order of their numbers. */
    public List<CoreStatus> cores() {
        return ledger.lines().stream()
                .map(line -> CoreStatus.of(line, slots.pinnedTo(line.core())))
                .toList();
    }

    /** Stops every worker, by force where it is busy or does not stop by itself. What it was doing is told as lost. */
    @Override
    public void close() {
        closed = true;
        List<Worker> workers = new ArrayList<>(slots.close());
        workers.addAll(spares.close());
        workers.addAll(elders.close());
        timer.shutdownNow();
        turnover.stopLooking();
        trials.shutdownNow();
        for (Worker worker : workers) {
            if (worker.assignment() == null) {
                worker.stop(STOP);
            } else {
                worker.kill(Death.Cause.order("the server is being stopped"));
            }
        }
        long deadline = System.nanoTime() + STOP.toNanos();
        for (Worker worker : workers) {
            if (!worker.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
                worker.end(Death.Cause.order("the server is being stopped"));
            }
        }
        errands.shutdownNow();
        Duration patience = properties.startTimeout();
        if (!Threads.awaitEnd(errands, patience)
                || !Threads.awaitEnd(trials, patience)
                || !turnover.awaitEnd(patience)) {
            LOG.log(System.Logger.Level.WARNING, "Some workers are still being started while the pool is closed");
        }
        source.close();
    }

    /** Gives vacant slots the JVMs that are ready, and has as many started as are missing. */
    private void settle() {
        slots.admit().forEach(this::apply);
        for (Slots.Move move : slots.assign(spares)) {
            errand(() -> moveIn(move));
        }
        if (turnover.hasLooked()) {
            spares.require(slots.demand() + properties.spares());
        }
        signal.run();
    }

    private void moveIn(Slots.Move move) {
        Worker worker = move.worker();
        worker.place(move.slot().place());
        pinning.pin(worker);
        apply(slots.settle(move));
        spares.warmUp(worker);
        if (slots.allHaveServed()) {
            ready.complete(null);
        }
        settle();
    }

    private void apply(SlotChange change) {
        boolean worn = change.renewed().isPresent() && change.renewed().get() != Restart.PLUGINS;
        change.departing().stream()
                .filter(worker -> worn || !elders.keep(worker))
                .forEach(this::stop);
        change.renewed().ifPresent(observer::workerRestarted);
        change.overdue().ifPresent(slot -> retire(slot, Restart.MAX_TASKS));
    }

    private void retire(Slot slot, Restart why) {
        if (slots.retire(slot, why)) {
            settle();
        }
    }

    private void stop(Worker worker) {
        if (!closed) {
            errand(() -> {
                worker.stop(STOP);
                if (!worker.awaitEnd(STOP)) {
                    worker.end(Death.Cause.order("it was told to stop and did not"));
                }
            });
        }
    }

    /** Where no thread can be made for it, it is done at once, so that nothing is left half done. */
    private void errand(Runnable errand) {
        try {
            errands.execute(errand);
        } catch (OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "There is no thread for an errand, so it is done in this one", e);
            errand.run();
        }
    }

    private void tick() {
        try {
            ledger.tick();
            source.look();
            upkeep.look();
            turnover.look();
            settle();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A look after the workers failed; the next follows", e);
        }
    }

    void begun(Worker worker, Assignment assignment) {
        worker.core().ifPresent(core -> ledger.begin(core, assignment.startedNanos()));
    }

    /** The worker turned out to be dead; its slot is being filled again already. */
    void unbegun(Worker worker, Assignment assignment) {
        worker.core().ifPresent(core -> ledger.end(core, assignment.startedNanos()));
    }

    /** Frees the slot, then tells the scheduler, so that it finds the worker idle. */
    void ended(Worker worker, Assignment assignment, List<UnitEnd> ends, boolean damaged) {
        boolean last = assignment.isOver();
        try {
            account(worker, assignment, ends);
            if (last) {
                unbegun(worker, assignment);
                apply(slots.free(worker, damaged));
                if (damaged) {
                    observer.workerRestarted(Restart.DAMAGED);
                    settle();
                }
            }
        } finally {
            assignment.listener().ended(ends, last); // Whatever else fails, nobody waits for this in vain.
        }
    }

    private void account(Worker worker, Assignment assignment, List<UnitEnd> ends) {
        for (UnitEnd end : ends) {
            if (end.usage() != null) {
                ledger.add(end.usage(), assignment.isOfTasks(), worker.core().isEmpty());
            }
        }
    }

    /** @param unit the one to be ended, or {@link #WHICHEVER_RUNS} then */
    void killAfterGrace(Worker worker, Assignment assignment, int unit) {
        if (!closed) {
            long grace = properties.cancelGrace().toMillis();
            var unused =
                    timer.schedule(() -> errand(() -> worker.kill(assignment, unit)), grace, TimeUnit.MILLISECONDS);
        }
    }

    /** What becomes of a slot when its worker ends something, or ends itself. */
    private final class Events implements Worker.Owner {

        @Override
        public void onEnded(Worker worker, Assignment assignment, List<UnitEnd> ends, boolean damaged) {
            ended(worker, assignment, ends, damaged);
        }

        @Override
        public void onWarm(Worker worker) {
            settle();
        }

        @Override
        public void onOverflow(Worker worker, Assignment assignment, int unit) {
            killAfterGrace(worker, assignment, unit);
        }

        @Override
        public void onDeath(Worker worker, Death death, @Nullable Assignment assignment, List<UnitEnd> ends) {
            try {
                bury(worker, death, assignment, ends);
            } finally {
                if (assignment != null) {
                    assignment.listener().ended(ends, true); // Whatever else fails, nobody waits for this in vain.
                }
            }
            if (!closed) {
                settle();
            }
            source.clear(worker);
        }

        private void bury(Worker worker, Death death, @Nullable Assignment assignment, List<UnitEnd> ends) {
            if (!elders.died(worker)) {
                spares.died(worker, death, assignment != null); // First: from then on nobody takes it for a slot.
            }
            Optional<SlotChange> change = slots.vacate(worker);
            change.ifPresent(WorkerPool.this::apply);
            if (assignment != null) {
                account(worker, assignment, ends);
                unbegun(worker, assignment);
            }
            if (change.isPresent() && !closed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} (process {1}) ended: {2}",
                        worker.name(),
                        Long.toString(worker.pid()),
                        death.toFailure().message());
                observer.workerRestarted(death.restart(ends));
            }
        }
    }
}
