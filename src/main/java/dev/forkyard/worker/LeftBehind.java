package dev.forkyard.worker;

import dev.forkyard.process.TaskProcesses;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Ends the processes that a task has started and left running. Hardly any task starts one, so looking must cost next to
 * nothing: the JVM watches each process that it starts with a thread, and only where a thread was started since the last
 * look, or such a watching thread is there, are the processes themselves looked for. For use by one thread.
 */
final class LeftBehind {

    private static final String WATCHING = "process reaper";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long startedThreads = threads.getTotalStartedThreadCount();
    private boolean watching;

    void kill() {
        long started = threads.getTotalStartedThreadCount();
        if (started == startedThreads && !watching) {
            return;
        }
        startedThreads = started;
        watching = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .anyMatch(info -> info != null && info.getThreadName().startsWith(WATCHING));
        if (watching) {
            TaskProcesses.killOwn();
        }
    }
}
