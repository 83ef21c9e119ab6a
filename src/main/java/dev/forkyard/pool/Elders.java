package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.pool.plugin.Generation;
import dev.forkyard.pool.plugin.Plugins;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs with plug-ins that no longer serve new jobs. They wait here between the leases for jobs that began with these
 * plug-ins; those that had a place in the pool when the plug-ins were replaced come here, and more are started where they
 * are wanted. A slot lends one its turn, as to a spare that runs a FRESH task.
 *
 * <p>Guarded by its own lock, under which nobody is called; launches run on threads of their own.
 */
final class Elders {

    private static final System.Logger LOG = System.getLogger(Elders.class.getName());
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));

    private final PoolProperties properties;
    private final WorkerSource source;
    private final Plugins plugins;
    private final Worker.Owner owner;
    private final Runnable onReady;
    private final ExecutorService launches;

    @GuardedBy("this") private final Deque<Worker> waiting = new ArrayDeque<>();

    /** Generations of which one is being started. */
    @GuardedBy("this") private final Set<String> launching = new HashSet<>();

    /** Generations that are not kept any more. */
    @GuardedBy("this") private final Set<String> lost = new HashSet<>();

    @GuardedBy("this") private final Map<String, Trouble> troubles = new HashMap<>();

    @GuardedBy("this") private boolean closed;

    /** @param onReady run when a JVM has become ready, or its plug-ins turned out to be gone */
    Elders(
            PoolProperties properties,
            WorkerSource source,
            Plugins plugins,
            Worker.Owner owner,
            Runnable onReady,
            ExecutorService launches) {
        this.properties = properties;
        this.source = source;
        this.plugins = plugins;
        this.owner = owner;
        this.onReady = onReady;
        this.launches = launches;
    }

    /** How often in a row a generation's JVM has not started, why at last, and when the next may be tried. */
    private record Trouble(int failures, long retryNanos, String message) {}

    /** One that has run something before, if there is one; it is the caller's. */
    synchronized Optional<Worker> take(String generation) {
        Stream<Worker> all = waiting.stream().filter(each -> each.generation().equals(generation) && each.isReusable());
        Optional<Worker> taken = all.reduce((one, other) -> one.isUnused() ? other : one);
        taken.ifPresent(waiting::remove);
        return taken;
    }

    /** One that has run nothing. */
    synchronized Optional<Worker> takeUnused(String generation) {
        Optional<Worker> taken = waiting.stream()
                .filter(each -> each.generation().equals(generation) && each.isReusable() && each.isUnused())
                .findFirst();
        taken.ifPresent(waiting::remove);
        return taken;
    }

    /** Has one started, unless one is being; false where that is the spares' business, since new jobs run so. */
    synchronized boolean want(String generation) {
        if (generation.isEmpty() || plugins.serving().generation().id().equals(generation)) {
            return false;
        }
        Trouble trouble = troubles.get(generation);
        boolean soon = trouble != null && trouble.retryNanos - System.nanoTime() > 0;
        if (!closed && !soon && !lost.contains(generation) && launching.add(generation)) {
            try {
                launches.execute(() -> launch(generation));
            } catch (OutOfMemoryError e) {
                failed(generation, "There is no thread to start a worker from: " + e.getMessage() + ".");
            }
        }
        return true;
    }

    /** Whether no JVM can be started with these plug-ins, as they are not kept any more. */
    synchronized boolean isLost(String generation) {
        forgetServing(plugins.serving().generation().id());
        return lost.contains(generation);
    }

    /** Somebody may have put back the plug-ins that were gone, and then they are kept again. */
    @GuardedBy("this") private void forgetServing(String serving) {
        lost.remove(serving);
        troubles.remove(serving);
    }

    /** What keeps JVMs with plug-ins of before from starting, while something does. */
    synchronized @Nullable String problem() {
        return troubles.values().stream().findFirst().map(Trouble::message).orElse(null);
    }

    /** Takes in a worker that has lost its place, or its turn; false if it is of no use here. */
    boolean keep(Worker worker) {
        boolean outdated = !plugins.serving().generation().id().equals(worker.generation());
        return outdated && worker.isReusable() && !worker.generation().isEmpty() && !isWorn(worker) && admit(worker);
    }

    /** Whether it is to be replaced, as the worker of a slot would be. */
    private boolean isWorn(Worker worker) {
        int mostTasks = properties.maxTasksPerWorker();
        long allowed = properties.maxMemoryGrowthBytes();
        return (mostTasks > 0 && worker.tasksRun() >= mostTasks) || (allowed > 0 && worker.memoryGrowth() > allowed);
    }

    private synchronized boolean admit(Worker worker) {
        boolean kept = !closed;
        if (kept) {
            waiting.addLast(worker);
        }
        return kept;
    }

    /** Whether it was waiting here when it died. */
    synchronized boolean died(Worker worker) {
        return waiting.remove(worker);
    }

    /** Those that wait. */
    synchronized List<Worker> all() {
        return List.copyOf(waiting);
    }

    /**
     * Takes out those that are of no use any more, for the caller to stop.
     *
     * @param needed generations that jobs under way need
     * @param most how many may wait; the one that has waited longest goes first
     */
    synchronized List<Worker> trim(Set<String> needed, int most) {
        List<Worker> surplus = new ArrayList<>();
        String serving = plugins.serving().generation().id();
        for (Worker each : List.copyOf(waiting)) {
            boolean tooMany = waiting.size() > most;
            if (tooMany || !needed.contains(each.generation()) || serving.equals(each.generation())) {
                waiting.remove(each);
                surplus.add(each);
            }
        }
        forgetServing(serving);
        lost.retainAll(needed);
        troubles.keySet().retainAll(needed);
        return surplus;
    }

    synchronized List<Worker> close() {
        closed = true;
        List<Worker> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    private void launch(String id) {
        Worker worker = null;
        try {
            Optional<Generation> generation = plugins.find(id);
            if (generation.isEmpty()) {
                lose(id);
                return;
            }
            worker = source.launch(generation.get());
            worker.watch(owner);
            worker.ready().get(properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException
                | WorkerStartException
                | ExecutionException
                | TimeoutException
                | RuntimeException
                | Error e) {
            abandon(id, worker, WorkerStartException.words(e, properties.startTimeout()));
            return;
        } catch (InterruptedException e) {
            abandon(id, worker, "The pool is being closed.");
            Thread.currentThread().interrupt();
            return;
        }
        if (admit(id, worker)) {
            onReady.run();
        } else {
            worker.end(Death.Cause.order("the pool is being closed"));
        }
    }

    private void lose(String generation) {
        LOG.log(
                System.Logger.Level.ERROR,
                "The plug-ins {0} are not kept any more, though jobs need them.",
                generation);
        synchronized (this) {
            launching.remove(generation);
            lost.add(generation);
        }
        onReady.run();
    }

    private synchronized boolean admit(String generation, Worker worker) {
        launching.remove(generation);
        troubles.remove(generation);
        if (!closed && worker.isAlive()) {
            worker.weigh();
            waiting.addFirst(worker);
        }
        return !closed;
    }

    private void abandon(String generation, @Nullable Worker worker, String message) {
        if (worker != null) {
            worker.end(Death.Cause.order("it has not become ready"));
        }
        synchronized (this) {
            failed(generation, message);
        }
    }

    @GuardedBy("this") private void failed(String generation, String message) {
        launching.remove(generation);
        Trouble before = troubles.get(generation);
        int failures = before == null ? 1 : before.failures + 1;
        troubles.put(
                generation,
                new Trouble(
                        failures, System.nanoTime() + BACKOFF.after(failures).toNanos(), message));
        if (!closed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "No worker could be started with the plug-ins that unfinished jobs began with: {0}",
                    message);
        }
    }
}
