package dev.forkyard.pool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Looks at processes, and sends them signals. */
final class TestProcesses {

    private TestProcesses() {}

    /** Whether it is a worker JVM, rather than a command that the pool runs for a moment. */
    static boolean isWorker(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("dev.forkyard.worker.WorkerMain");
    }

    /** Sends a signal such as {@code STOP}. */
    static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("cannot send " + name + " to process " + pid);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
