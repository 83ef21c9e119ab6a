package dev.forkyard.job.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One thread that runs the events posted to it, in order: whatever only events touch needs no lock. An event that throws is
 * logged, and the next one runs.
 */
final class EventLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());
    private static final long CLOSE_MILLIS = 5_000;
    private static final int MOST_IN_A_BUNCH = 1_000;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Duration period;
    private final Runnable afterEvents;
    private final Runnable tick;
    private volatile boolean closed;

    /**
     * @param afterEvents run when no events are left, or many have run since
     * @param tick run about once in a period, between events
     */
    EventLoop(String name, Duration period, Runnable afterEvents, Runnable tick) {
        this.period = period;
        this.afterEvents = afterEvents;
        this.tick = tick;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has an event run, some time soon; for use by any thread. Dropped once the loop is closed. */
    void post(Runnable event) {
        events.add(event);
    }

    /** Whether events wait, which an event that takes long should let run. */
    boolean hasMore() {
        return !events.isEmpty();
    }

    /** Whether events are run. */
    boolean isRunning() {
        return thread.isAlive() && !closed;
    }

    /** Stops after the event that runs now. */
    @Override
    public void close() {
        closed = true;
        post(() -> {});
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Runnable> bunch = new ArrayList<>();
        int ran = 0;
        long nextTick = System.nanoTime() + period.toNanos();
        while (!closed) {
            try {
                Runnable first = events.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    bunch.add(first);
                    events.drainTo(bunch, MOST_IN_A_BUNCH);
                    bunch.forEach(this::runSafely);
                    ran += bunch.size();
                    bunch.clear();
                    if (ran >= MOST_IN_A_BUNCH || !hasMore()) {
                        ran = 0;
                        runSafely(afterEvents);
                    }
                }
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} was interrupted and goes on", thread.getName());
            }
            if (System.nanoTime() - nextTick >= 0) {
                runSafely(tick);
                nextTick = System.nanoTime() + period.toNanos();
            }
        }
    }

    private void runSafely(Runnable event) {
        if (closed) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "An event failed in " + thread.getName(), e);
        }
    }
}
