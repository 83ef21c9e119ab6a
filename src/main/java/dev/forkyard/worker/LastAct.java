package dev.forkyard.worker;

import dev.forkyard.process.TaskProcesses;
import dev.forkyard.protocol.ExitCode;

/** Ends this JVM at once, where its server is gone or cannot be understood; with it ends all that its tasks started. */
final class LastAct {

    private LastAct() {}

    static void halt(ExitCode code) {
        try {
            TaskProcesses.killOwn();
        } catch (RuntimeException | Error e) {
            e.printStackTrace(TaskOutput.terminal());
        } finally {
            Runtime.getRuntime().halt(code.code());
        }
    }
}
