package dev.forkyard.worker;

import dev.forkyard.protocol.ExitCode;
import java.util.Optional;

/**
 * Ends this JVM when the process that started it is gone. The closed channel tells so first, as a rule; this watch holds
 * also where some other process still has the channel open.
 */
final class ParentWatch {

    private static final long PERIOD_MILLIS = 500;

    private ParentWatch() {}

    static void start(long parentPid) {
        Thread watch = new Thread(() -> watch(parentPid), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** A process whose parent ends gets another parent at once, so no pid that was used again can mislead. */
    private static void watch(long parentPid) {
        ProcessHandle self = ProcessHandle.current();
        try {
            while (self.parent().map(ProcessHandle::pid).equals(Optional.of(parentPid))) {
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LastAct.halt(ExitCode.PARENT_LOST);
    }
}
