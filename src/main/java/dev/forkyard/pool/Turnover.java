package dev.forkyard.pool;

import dev.forkyard.engine.Descriptions;
import dev.forkyard.pool.plugin.Plugins;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks for plug-ins, on a thread of its own since copying one takes a while, and sees to it that workers have those that new
 * jobs run with, and that those with earlier ones stay as long as jobs need them.
 */
final class Turnover {

    private static final System.Logger LOG = System.getLogger(Turnover.class.getName());

    /** At so many looks workers are started, though some plug-in is still being written. */
    private static final int PATIENCE = 3;

    /** After so long they are started, though some plug-in is still being tried; those with it follow. */
    private static final Duration START = Duration.ofSeconds(10);

    private final Plugins plugins;
    private final Slots slots;
    private final Spares spares;
    private final Elders elders;
    private final Consumer<Worker> stop;
    private final Runnable settle;
    private final Known known = new Known();
    private final ScheduledExecutorService timer = Threads.timer("pool-plugins");
    private volatile Supplier<Set<String>> needed = Set::of;
    private volatile boolean looked;
    private final long beganNanos;

    /** Belongs to the timer. */
    private int looks;

    /**
     * @param stop has a worker ended that has no place any more
     * @param settle has as many workers started as are missing
     */
    Turnover(Plugins plugins, Slots slots, Spares spares, Elders elders, Consumer<Worker> stop, Runnable settle) {
        this.plugins = plugins;
        this.slots = slots;
        this.spares = spares;
        this.elders = elders;
        this.stop = stop;
        this.settle = settle;
        this.beganNanos = System.nanoTime();
    }

    /** Begins to look for plug-ins, about once a second. */
    void start() {
        var unused = timer.scheduleWithFixedDelay(this::lookForPlugins, 0, 1, TimeUnit.SECONDS);
    }

    /** Whether it is known which plug-ins there are, or has not been for too long, so that workers can be started. */
    boolean hasLooked() {
        return looked || System.nanoTime() - beganNanos > START.toNanos();
    }

    /** What new jobs can run. */
    Descriptions descriptions() {
        return known.of(spares.descriptions(), plugins.serving());
    }

    /** Gives what tells which generations of plug-ins jobs need. */
    void keep(Supplier<Set<String>> generations) {
        needed = generations;
        plugins.keep(generations);
    }

    /** Looks after the workers; for use by the pool's timer, about once a second. */
    void look() {
        elders.trim(needed.get(), slots.size()).forEach(stop);
        slots.retireOthers(plugins.serving().generation().id());
    }

    void stopLooking() {
        timer.shutdownNow();
    }

    boolean awaitEnd(Duration atMost) {
        return Threads.awaitEnd(timer, atMost);
    }

    /** Whatever goes wrong in it, workers are to be started, and the next look is to be taken. */
    private void lookForPlugins() {
        try {
            if (plugins.look()) {
                slots.retireOthers(plugins.serving().generation().id());
                spares.trim().forEach(stop);
                settle.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A look for plug-ins failed; the next follows", e);
        } finally {
            looks++;
            if (!looked && !plugins.isTrying() && (!plugins.isUnsettled() || looks >= PATIENCE)) {
                looked = true;
                settle.run();
            }
        }
    }
}
