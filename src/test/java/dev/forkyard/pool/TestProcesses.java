package dev.forkyard.pool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Looks at processes, and sends them signals. */
final class TestProcesses {

    private TestProcesses() {}

    /**
     * Whether it is a worker JVM of a {@link TestPool}, rather than a command that the pool runs for a moment, or a worker of
     * a service that other tests in this JVM keep, which has a larger heap.
     */
    static boolean isWorker(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("dev.forkyard.worker.WorkerMain") && command.contains("-Xmx64m");
    }

    /** Sends a signal such as {@code STOP}. */
    static void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (!kill.waitFor(60, TimeUnit.SECONDS) || kill.exitValue() != 0) {
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
