package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.JobTypeDescription;
import dev.forkyard.engine.Lease;
import dev.forkyard.engine.TaskEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this machine, one JVM in each slot: started, leased, replaced when they die.
 *
 * <p>All state is guarded by this object's lock, which is never held while a process is started, a message sent, or a
 * listener told. Launches run on threads of their own, since each blocks until its JVM has connected.
 */
public final class WorkerPool implements TaskEngine, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final long STOP_SECONDS = 2;
    private static final long LAUNCH_END_SECONDS = 10;

    private final PoolProperties properties;
    private final PoolObserver observer;
    private final Pinning pinning;
    private final CoreLedger ledger;
    private final RunDirectory runDirectory;
    private final List<Slot> slots;
    private final ExecutorService launches = Executors.newCachedThreadPool(Threads.daemon("pool-launch"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("pool-timer"));
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile List<JobTypeDescription> jobTypes = List.of();
    private volatile Runnable signal = () -> {};

    @GuardedBy("this") private final Deque<Slot> idle = new ArrayDeque<>();

    @GuardedBy("this") private @Nullable String problem;

    @GuardedBy("this") private boolean closed;

    WorkerPool(PoolProperties properties, PoolObserver observer) throws IOException {
        this.properties = properties;
        this.observer = observer;
        this.pinning = Pinning.decide(properties.pin());
        this.ledger = new CoreLedger(pinning.cpus(), System::nanoTime);
        this.runDirectory = RunDirectory.create();
        int size =
                properties.size() > 0 ? properties.size() : Runtime.getRuntime().availableProcessors();
        List<Slot> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(new Slot("worker-" + (i + 1), pinning.coreFor(i)));
        }
        this.slots = List.copyOf(all);
    }

    /** Starts the workers, in the background; the future completes once each slot has had a worker that runs. */
    CompletableFuture<Void> start() {
        LOG.log(System.Logger.Level.INFO, "Starting {0} workers. {1}", slots.size(), pinning.reason());
        var unused = timer.scheduleAtFixedRate(ledger::tick, 1, 1, TimeUnit.SECONDS);
        launches.execute(() -> prepare(1));
        return ready;
    }

    @Override
    public Optional<Lease> lease() {
        Slot slot;
        Worker worker;
        synchronized (this) {
            slot = idle.poll();
            if (slot == null) {
                return Optional.empty();
            }
            slot.state = WorkerStatus.State.BUSY;
            worker = slot.worker;
        }
        if (worker == null) {
            throw new IllegalStateException(slot.name + " is idle without a worker");
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
    public List<JobTypeDescription> jobTypes() {
        return jobTypes;
    }

    /** All workers, in the order of their slots. */
    public List<WorkerStatus> workers() {
        List<SlotSnapshot> snapshots;
        synchronized (this) {
            snapshots = slots.stream().map(SlotSnapshot::of).toList();
        }
        return snapshots.stream().map(SlotSnapshot::toStatus).toList();
    }

    /** The worker of that name. */
    public Optional<WorkerStatus> worker(String id) {
        return workers().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** How the pool stands. */
    public synchronized PoolStatus status() {
        int busy = count(WorkerStatus.State.BUSY);
        int free = count(WorkerStatus.State.IDLE);
        return new PoolStatus(
                slots.size(),
                ready.isDone() && !closed && busy + free > 0,
                free,
                busy,
                slots.size() - busy - free,
                pinning.active(),
                pinning.reason(),
                problem,
                0,
                0,
                PoolStatus.Circuit.CLOSED,
                new MemoryFit(0, 0, true, ""));
    }

    /**
     * Gives the pool another size; new workers start, those that are too many leave once they are free. Returns at once.
     *
     * @param size from 1 to {@link PoolProperties#MAX_SIZE}
     */
    public PoolStatus resize(int size) {
        throw new IllegalArgumentException("" + size);
    }

    /**
     * Has a worker's JVM replaced: by a warm successor once it is free, or by force at once, and then what it runs is lost.
     * Returns at once; empty if there is no such worker.
     */
    public Optional<WorkerStatus> restart(String id, boolean force) {
        return worker(id).filter(each -> force);
    }

    /** What each core did, in the order of their numbers. */
    public List<CoreStatus> cores() {
        return ledger.lines().stream()
                .map(line -> {
                    String worker = pinnedTo(line.core());
                    return new CoreStatus(
                            line.core(),
                            worker,
                            worker != null,
                            line.tasks(),
                            line.busy(),
                            line.cpu(),
                            line.idle(),
                            line.utilization1m(),
                            line.utilization5m());
                })
                .toList();
    }

    /** Stops every worker, by force where it is busy or does not stop by itself. What it was doing is told as lost. */
    @Override
    public void close() {
        List<Worker> workers = new ArrayList<>();
        synchronized (this) {
            closed = true;
            idle.clear();
            slots.stream()
                    .map(slot -> slot.worker)
                    .filter(java.util.Objects::nonNull)
                    .forEach(workers::add);
        }
        timer.shutdownNow();
        launches.shutdownNow();
        for (Worker worker : workers) {
            if (worker.assignment() == null) {
                worker.stop();
            } else {
                worker.kill();
            }
        }
        var ends = workers.stream().map(Worker::death).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "Some workers did not stop by themselves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.stream().filter(worker -> !worker.death().isDone()).forEach(Worker::end);
        try {
            if (!launches.awaitTermination(LAUNCH_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "Some workers are still being started while the pool is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runDirectory.delete();
    }

    /** Makes what all workers start from, then starts them; again after a while when that fails. */
    private void prepare(int attempt) {
        try {
            WorkerClassPath classPath = WorkerClassPath.prepare(properties.cacheDirectory(), properties.classPath());
            WorkerLauncher launcher =
                    new WorkerLauncher(new WorkerCommand(classPath, properties), properties, runDirectory.path());
            Optional<Path> archive = new ClassDataArchive(classPath, properties).prepare(launcher);
            Launch launch = slot -> launcher.launch(slot.name, slot.core, archive);
            slots.forEach(slot -> later(Duration.ZERO, () -> launch(slot, launch)));
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                problem = "The workers' class path cannot be prepared: " + e.getMessage();
            }
            Duration wait = BACKOFF.after(attempt);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The workers' class path cannot be prepared. Trying again in " + wait.toMillis() + " ms.",
                    e);
            later(wait, () -> prepare(attempt + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fills a slot; again after a while when that fails. */
    private void launch(Slot slot, Launch launch) {
        long began = System.nanoTime();
        Worker worker = null;
        try {
            worker = launch.of(slot);
            WorkerOwner owner = new WorkerOwner(slot, launch);
            observer.workerStarted(Duration.ofNanos(System.nanoTime() - began));
            worker.watch(owner);
            if (jobTypes.isEmpty()) {
                jobTypes = worker.describe().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
            serve(slot, worker);
        } catch (WorkerStartException | ExecutionException | TimeoutException | RuntimeException | Error e) {
            discard(worker);
            retryLater(slot, launch, e);
        } catch (InterruptedException e) {
            discard(worker);
            Thread.currentThread().interrupt();
        }
    }

    private static void discard(@Nullable Worker worker) {
        if (worker != null) {
            worker.end();
        }
    }

    private void serve(Slot slot, Worker worker) throws WorkerStartException {
        synchronized (this) {
            if (closed || !worker.isAlive()) {
                throw new WorkerStartException("A worker JVM ended as soon as it had started.");
            }
            slot.worker = worker;
            slot.state = WorkerStatus.State.IDLE;
            slot.launches++;
            slot.servesSinceNanos = System.nanoTime();
            problem = null;
            idle.add(slot);
            if (slots.stream().allMatch(each -> each.launches > 0)) {
                ready.complete(null);
            }
        }
        signal.run();
    }

    private void retryLater(Slot slot, Launch launch, Throwable e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        String message = e instanceof TimeoutException
                ? "A worker did not describe its job types within "
                        + properties.startTimeout().toMillis() + " ms."
                : String.valueOf(cause.getMessage());
        Duration wait;
        synchronized (this) {
            if (closed) {
                return;
            }
            slot.state = WorkerStatus.State.DEAD;
            slot.failuresInARow++;
            wait = BACKOFF.after(slot.failuresInARow);
            problem = message;
        }
        LOG.log(System.Logger.Level.ERROR, "{0}: {1} Trying again in {2} ms.", slot.name, message, wait.toMillis());
        observer.workerRestarted("START_FAILED");
        later(wait, () -> launch(slot, launch));
    }

    /** Has a launch run on a thread of its own after so long, unless the pool is closed by then. */
    private synchronized void later(Duration wait, Runnable launch) {
        if (closed) {
            return;
        }
        if (wait.isZero()) {
            launches.execute(launch);
        } else {
            var unused = timer.schedule(() -> later(Duration.ZERO, launch), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void begun(Worker worker, Assignment assignment) {
        worker.core().ifPresent(core -> ledger.begin(core, assignment.startedNanos()));
    }

    /** The worker turned out to be dead; its slot is being filled again already. */
    void unbegun(Worker worker, Assignment assignment) {
        ledger.end(worker.core(), OptionalInt.empty(), assignment.startedNanos(), Duration.ZERO, false);
    }

    /** Frees the slot, then tells the scheduler, so that it finds the worker idle. */
    void finished(Worker worker, Assignment.End end) {
        account(worker, end);
        synchronized (this) {
            for (Slot slot : slots) {
                if (slot.worker == worker && slot.state == WorkerStatus.State.BUSY) {
                    slot.state = WorkerStatus.State.IDLE;
                    slot.failuresInARow = 0;
                    if (!closed) {
                        idle.add(slot);
                    }
                }
            }
        }
        end.tell();
        signal.run();
    }

    private void account(Worker worker, Assignment.End end) {
        Integer core = end.usage().core();
        boolean task = end.assignment().work() instanceof dev.forkyard.engine.Work.Run;
        ledger.end(
                worker.core(),
                core == null ? OptionalInt.empty() : OptionalInt.of(core),
                end.assignment().startedNanos(),
                end.usage().cpu(),
                task);
    }

    synchronized void killAfterGrace(Worker worker, Assignment assignment) {
        if (!closed) {
            long grace = properties.cancelGrace().toMillis();
            var unused = timer.schedule(() -> worker.kill(assignment), grace, TimeUnit.MILLISECONDS);
        }
    }

    @GuardedBy("this") private int count(WorkerStatus.State state) {
        return (int) slots.stream().filter(slot -> slot.state == state).count();
    }

    private @Nullable String pinnedTo(int core) {
        return slots.stream()
                .filter(slot -> slot.core.isPresent() && slot.core.getAsInt() == core)
                .map(slot -> slot.name)
                .findFirst()
                .orElse(null);
    }

    /** Starts a JVM for a slot. */
    private interface Launch {
        Worker of(Slot slot) throws WorkerStartException, InterruptedException;
    }

    /** What becomes of a slot when its worker ends something, or ends itself. */
    private final class WorkerOwner implements Worker.Owner {

        private final Slot slot;
        private final Launch launch;

        WorkerOwner(Slot slot, Launch launch) {
            this.slot = slot;
            this.launch = launch;
        }

        @Override
        public void onFinished(Worker worker, Assignment.End end) {
            finished(worker, end);
        }

        @Override
        public void onDeath(Worker worker, Death death, Assignment.@Nullable End lost) {
            boolean replace;
            Duration wait = Duration.ZERO;
            synchronized (WorkerPool.this) {
                boolean served = slot.worker == worker;
                replace = served && !closed;
                if (served) {
                    idle.remove(slot);
                    wait = beforeReplacing(lost != null);
                    slot.state = closed || !wait.isZero() ? WorkerStatus.State.DEAD : WorkerStatus.State.STARTING;
                    problem = wait.isZero() ? problem : death.toFailure().message();
                }
            }
            if (lost != null) {
                account(worker, lost);
                lost.tell();
            }
            runDirectory.remove(worker.scratch());
            if (replace) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} (process {1}) ended: {2}",
                        slot.name,
                        Long.toString(worker.pid()),
                        death.toFailure().message());
                observer.workerRestarted(
                        lost != null && lost.assignment().cancelled()
                                ? "CANCELLED"
                                : death.toFailure().reason().name());
                later(wait, () -> launch(slot, launch));
            }
        }

        /** None after a worker that had work or lived long; those that keep dying by themselves are started ever later. */
        @GuardedBy("WorkerPool.this") private Duration beforeReplacing(boolean hadWork) {
            boolean livedLong =
                    System.nanoTime() - slot.servesSinceNanos > BACKOFF.most().toNanos();
            slot.failuresInARow = hadWork || livedLong ? 0 : slot.failuresInARow + 1;
            return slot.failuresInARow <= 1 ? Duration.ZERO : BACKOFF.after(slot.failuresInARow - 1);
        }
    }
}
