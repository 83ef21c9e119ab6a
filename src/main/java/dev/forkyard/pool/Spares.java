package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Descriptions;
import dev.forkyard.pool.plugin.Plugins;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs that are started and without a place yet: every worker begins here, and warms up while the pool has nothing
 * else to do. Keeps as many as the pool requires, starting few at a time, ever more rarely when that fails, and at last
 * hardly at all.
 *
 * <p>Guarded by its own lock, under which nobody is called but workers, to tell them to warm up; launches run on threads of their own.
 */
final class Spares {

    private static final System.Logger LOG = System.getLogger(Spares.class.getName());
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5));
    private static final int FAILURES_TO_OPEN = 5;

    /** A JVM that dies younger and idle could as well not have started. */
    private static final Duration INFANCY = Duration.ofSeconds(3);

    private final PoolProperties properties;
    private final WorkerSource source;
    private final Plugins plugins;
    private final Worker.Owner owner;
    private final PoolObserver observer;
    private final Runnable onReady;
    private final ExecutorService launches;
    private final ScheduledExecutorService timer;
    private final int launchesAtOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
    private volatile Descriptions descriptions = Descriptions.NONE;

    @GuardedBy("this") private final Deque<Worker> ready = new ArrayDeque<>();

    @GuardedBy("this") private final StartCircuit circuit = new StartCircuit(FAILURES_TO_OPEN, BACKOFF, System::nanoTime);

    @GuardedBy("this") private int required;

    @GuardedBy("this") private int launching;

    @GuardedBy("this") private boolean waits;

    @GuardedBy("this") private @Nullable String problem;

    @GuardedBy("this") private boolean closed;

    /** @param onReady run when a JVM has become ready, on the thread that launched it */
    Spares(
            PoolProperties properties,
            WorkerSource source,
            Plugins plugins,
            Worker.Owner owner,
            PoolObserver observer,
            Runnable onReady,
            ExecutorService launches,
            ScheduledExecutorService timer) {
        this.properties = properties;
        this.source = source;
        this.plugins = plugins;
        this.owner = owner;
        this.observer = observer;
        this.onReady = onReady;
        this.launches = launches;
        this.timer = timer;
    }

    /** How many there are to be, ready or about to be. Those beyond are left alone until {@link #trim()}. */
    synchronized void require(int count) {
        required = count;
        launchMissing();
    }

    /**
     * One that is warm, or else one that will be.
     *
     * @param generation of plug-ins that it has; empty: any
     */
    Optional<Worker> take(String generation) {
        return take(worker -> generation.isEmpty() || worker.generation().equals(generation));
    }

    /** One that can take a place, warm or not. */
    Optional<Worker> takeAny() {
        return take(this::isUpToDate);
    }

    private synchronized Optional<Worker> take(Predicate<Worker> suits) {
        Optional<Worker> taken =
                warm(suits).or(() -> ready.stream().filter(suits).findFirst());
        taken.ifPresent(ready::remove);
        return taken;
    }

    /** The same of one that has warmed up, where workers do; what has not in the time of a start will not. */
    synchronized Optional<Worker> takeWarm() {
        Optional<Worker> warm = warm(this::isUpToDate);
        warm.ifPresent(ready::remove);
        if (warm.isEmpty()) {
            warmUp();
        }
        return warm;
    }

    @GuardedBy("this") private Optional<Worker> warm(Predicate<Worker> suits) {
        return ready.stream()
                .filter(suits)
                .filter(worker -> worker.isWarm()
                        || !properties.warmUp()
                        || worker.warmUpTook().compareTo(properties.startTimeout()) > 0)
                .findFirst();
    }

    /** Has them warm up, or go on with it. */
    synchronized void warmUp() {
        ready.forEach(this::warmUp);
    }

    /** Has them leave it for now. */
    synchronized void pauseWarmUp() {
        ready.forEach(Worker::pauseWarmUp);
    }

    /** Has a worker warm up, if workers are to. */
    void warmUp(Worker worker) {
        if (properties.warmUp()) {
            worker.warmUp();
        }
    }

    /** Those that are ready. */
    synchronized List<Worker> all() {
        return List.copyOf(ready);
    }

    synchronized int count() {
        return ready.size();
    }

    /** Takes out those that nobody requires any longer, or that have other plug-ins than new jobs, for the caller to stop. */
    synchronized List<Worker> trim() {
        List<Worker> surplus = new ArrayList<>(ready);
        surplus.removeIf(this::isUpToDate);
        ready.removeAll(surplus);
        while (ready.size() > required) {
            surplus.add(ready.removeLast());
        }
        launchMissing();
        return surplus;
    }

    private boolean isUpToDate(Worker worker) {
        return worker.generation().equals(plugins.serving().generation().id());
    }

    /** A worker has died; where it died young and without work, that is as bad as a start that failed. */
    synchronized void died(Worker worker, Death death, boolean hadWork) {
        boolean wasSpare = ready.remove(worker);
        boolean byItself = death.cause() == null && !hadWork && !worker.dismissed() && !closed;
        boolean started = !worker.ready().isCompletedExceptionally(); // Else its launch tells.
        if (byItself && started && (wasSpare || worker.age().compareTo(INFANCY) < 0)) {
            diedYoung(death);
        }
        launchMissing();
    }

    /** Once may be an accident, such as a signal from outside. */
    @GuardedBy("this") private void diedYoung(Death death) {
        if (circuit.failuresInARow() == 0) {
            circuit.failed();
        } else {
            failed("Workers die as soon as they have started. "
                    + death.toFailure().message());
        }
    }

    /** What keeps JVMs from starting, while something does. */
    synchronized @Nullable String problem() {
        return problem;
    }

    synchronized PoolStatus.Circuit circuit() {
        return circuit.state();
    }

    /** A worker has lived for a while, so that what failed before is over; one that merely started proves little. */
    synchronized void proved(Worker worker) {
        if (circuit.failuresInARow() > 0 && worker.age().compareTo(INFANCY) > 0) {
            circuit.succeeded();
            problem = null;
            launchMissing();
        }
    }

    /** Does not wait any longer for the next try. */
    synchronized void tryNow() {
        circuit.doNotWait();
        launchMissing();
    }

    /** What workers can run without plug-ins, once one has told. */
    Descriptions descriptions() {
        return descriptions;
    }

    synchronized List<Worker> close() {
        closed = true;
        List<Worker> left = List.copyOf(ready);
        ready.clear();
        return left;
    }

    @GuardedBy("this") private void launchMissing() {
        while (!closed && ready.size() + launching < required && launching < launchesAtOnce) {
            if (!circuit.mayStart()) {
                waitForCircuit();
                return;
            }
            launching++;
            try {
                launches.execute(this::launch);
            } catch (OutOfMemoryError e) {
                launching--;
                failed("There is no thread to start a worker from: " + e.getMessage() + ".");
            }
        }
    }

    @GuardedBy("this") private void waitForCircuit() {
        Duration wait = circuit.untilNextTry();
        if (!waits && !wait.isZero()) {
            waits = true;
            var unused = timer.schedule(this::waited, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void waited() {
        waits = false;
        launchMissing();
    }

    private void launch() {
        long began = System.nanoTime();
        Worker worker = null;
        try {
            worker = source.launch(plugins.serving().generation());
            worker.watch(owner);
            worker.ready().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            if (descriptions.equals(Descriptions.NONE)) {
                descriptions = worker.describe().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (WorkerStartException | ExecutionException | TimeoutException | RuntimeException | Error e) {
            abandon(worker, WorkerStartException.words(e, properties.startTimeout()));
            return;
        } catch (InterruptedException e) {
            abandon(worker, "The pool is being closed.");
            Thread.currentThread().interrupt();
            return;
        }
        if (admit(worker)) {
            observer.workerStarted(Duration.ofNanos(System.nanoTime() - began));
            onReady.run();
        } else {
            worker.end(Death.Cause.order("the pool is being closed, or has other plug-ins by now"));
        }
    }

    private synchronized boolean admit(Worker worker) {
        launching--;
        if (closed || !isUpToDate(worker)) {
            circuit.abandoned();
            launchMissing();
            return false;
        }
        if (!worker.isAlive()) {
            circuit.abandoned();
            launchMissing(); // Its death has been told, or is about to be, and is judged then.
            return true;
        }
        if (circuit.state() != PoolStatus.Circuit.CLOSED) {
            LOG.log(System.Logger.Level.INFO, "Workers can be started again.");
            circuit.started();
        }
        problem = null;
        ready.add(worker);
        launchMissing();
        return true;
    }

    private void abandon(@Nullable Worker worker, String message) {
        if (worker != null) {
            worker.end(Death.Cause.order("it has not become ready"));
        }
        synchronized (this) {
            launching--;
            if (closed) {
                circuit.abandoned();
            } else {
                failed(message);
                launchMissing();
            }
        }
    }

    @GuardedBy("this") private void failed(String message) {
        circuit.failed();
        problem = message;
        long wait = circuit.untilNextTry().toMillis();
        String next = circuit.state() == PoolStatus.Circuit.CLOSED
                ? "Trying again in " + wait + " ms."
                : "That was failure " + circuit.failuresInARow() + " in a row: one start is tried in " + wait
                        + " ms, none before.";
        LOG.log(System.Logger.Level.ERROR, "{0} {1}", message, next);
        observer.workerRestarted(Restart.START_FAILED);
    }
}
