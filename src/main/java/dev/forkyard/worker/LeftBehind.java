package dev.forkyard.worker;

import dev.forkyard.process.TaskProcesses;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees to what a task has started and left running. Its processes are ended; its threads are interrupted, and where one goes
 * on to compute all the same, this JVM is not fit for another task. Threads that wait are let be: a library may well keep
 * some. For use by the thread that runs the tasks.
 *
 * <p>Hardly any task starts either, so looking must cost next to nothing: the JVM counts the threads that were started, and
 * watches each process that it starts with one.
 */
final class LeftBehind {

    private static final String WATCHING = "process reaper";
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Set<Thread> own = Set.of();
    private Set<Long> stock = Set.of();
    private long startedBefore;
    private long startedThreads;
    private boolean watching;
    private boolean strayed;

    /** What runs now is no task's. */
    void takeStock() {
        own = all().collect(Collectors.toSet());
        startedThreads = threads.getTotalStartedThreadCount();
        startedBefore = startedThreads;
        stock = ids().collect(Collectors.toSet());
    }

    /** Whether no thread lives that a task has started, or had the JVM start. */
    boolean isNothing() {
        return threads.getTotalStartedThreadCount() == startedBefore || stock.containsAll(ids().toList());
    }

    /** Whether nothing of it is left that computes. */
    boolean clear() {
        long started = threads.getTotalStartedThreadCount();
        if (started == startedThreads && !watching && !strayed) {
            return true;
        }
        startedThreads = started;
        watching = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .anyMatch(info -> info != null && info.getThreadName().startsWith(WATCHING));
        if (watching) {
            TaskProcesses.killOwn();
        }
        strayed = strays().findAny().isPresent();
        return !strayed || rest();
    }

    /** Gives the threads a moment to heed the interrupt, or to run out of work. */
    private boolean rest() {
        strays().forEach(Thread::interrupt);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (strays().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private Stream<Long> ids() {
        return Arrays.stream(threads.getAllThreadIds()).boxed();
    }

    private Stream<Thread> strays() {
        return all().filter(thread -> thread.isAlive() && !own.contains(thread));
    }

    /** Those that tasks and this worker have started; the JVM has its own in another group. */
    private static Stream<Thread> all() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] found = new Thread[group.activeCount() + 16];
        return Arrays.stream(found, 0, group.enumerate(found));
    }
}
