package dev.forkyard.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.engine.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Keeps account of what each core did since the service started. Safe for use by any thread. */
final class CoreLedger {

    private static final int WINDOW_SECONDS = 300;

    private final LongSupplier nanoTime;
    private final long startedNanos;

    @GuardedBy("this") private final Map<Integer, Account> accounts = new TreeMap<>();

    CoreLedger(CpuSet cpus, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        cpus.cores().forEach(core -> accounts.put(core, new Account()));
    }

    /** Work began on a core that is known beforehand. */
    synchronized void begin(int core, long atNanos) {
        account(core).running.add(atNanos);
    }

    /** Work that was told to {@link #begin} is over. */
    synchronized void end(int core, long beganNanos) {
        Account account = account(core);
        if (account.running.remove((Long) beganNanos)) {
            account.busyNanos += nanoTime.getAsLong() - beganNanos;
        }
    }

    /**
     * A piece of work has ended on the core that its usage names, if it does.
     *
     * @param alone whether its wall time counts as busy, since it was not told to {@link #begin} for want of a core
     */
    synchronized void add(Usage usage, boolean task, boolean alone) {
        Integer core = usage.core();
        if (core != null) {
            Account account = account(core);
            account.cpuNanos += usage.cpu().toNanos();
            account.tasks += task ? 1 : 0;
            account.busyNanos += alone ? usage.wall().toNanos() : 0;
        }
    }

    /** To be called once a second: remembers how busy each core was, for the utilizations of each {@link Line}. */
    synchronized void tick() {
        long now = nanoTime.getAsLong();
        accounts.values().forEach(account -> {
            account.samples.addLast(new Sample(now - startedNanos, account.busyAt(now)));
            if (account.samples.size() > WINDOW_SECONDS + 1) {
                account.samples.removeFirst();
            }
        });
    }

    /** All cores, in the order of their numbers. */
    synchronized List<Line> lines() {
        long now = nanoTime.getAsLong();
        List<Line> lines = new ArrayList<>();
        accounts.forEach((core, account) -> {
            long busy = Math.min(account.busyAt(now), now - startedNanos);
            lines.add(new Line(
                    core,
                    account.tasks,
                    Duration.ofNanos(busy),
                    Duration.ofNanos(account.cpuNanos),
                    Duration.ofNanos(now - startedNanos - busy),
                    account.utilization(now, now - startedNanos, 60),
                    account.utilization(now, now - startedNanos, WINDOW_SECONDS)));
        });
        return lines;
    }

    @GuardedBy("this") private Account account(int core) {
        return accounts.computeIfAbsent(core, each -> new Account());
    }

    /** One core's account; the utilizations are shares of the last minute and the last five, from 0 to 1. */
    record Line(
            int core,
            long tasks,
            Duration busy,
            Duration cpu,
            Duration idle,
            double utilization1m,
            double utilization5m) {}

    /** How busy a core had been so long after the start. */
    private record Sample(long ageNanos, long busyNanos) {}

    private static final class Account {

        private final List<Long> running = new ArrayList<>();
        private final Deque<Sample> samples = new ArrayDeque<>();
        private long busyNanos;
        private long cpuNanos;
        private long tasks;

        long busyAt(long now) {
            long busy = busyNanos;
            for (long began : running) {
                busy += now - began;
            }
            return busy;
        }

        /** Over so many seconds, or over the time since the start where that is shorter. */
        double utilization(long now, long ageNanos, int seconds) {
            long since = Math.max(0, ageNanos - Duration.ofSeconds(seconds).toNanos());
            Sample from = new Sample(0, 0);
            for (Sample sample : samples) {
                if (sample.ageNanos() > since) {
                    break;
                }
                from = sample;
            }
            long span = ageNanos - from.ageNanos();
            return span <= 0 ? 0 : Math.min(1, (double) (busyAt(now) - from.busyNanos()) / span);
        }
    }
}
