package dev.forkyard.pool;

import dev.forkyard.process.TaskProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's side of a worker: its process, those that its tasks start, its directory, and what it left when it
 * ended. Safe for use by any thread.
 *
 * @param token marks the process, and all that it starts, in their environment
 */
record WorkerProcess(Process process, String token, LastWords lastWords, Path directory, OomKills oomKills) {

    private static final Duration REAP = Duration.ofSeconds(5);

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process by force, with every process that it started. */
    void kill() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.toHandle().destroyForcibly(); // The process itself would close what it said before it is read.
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Waits for the end of the process, forces it where there is a cause or it does not come, ends what it started, and
     * tells how it ended.
     *
     * @param cause why the server ends it, if it does; given here where it must
     * @param patience nanoseconds that it may take to end by itself
     */
    Death bury(AtomicReference<Death.@Nullable Cause> cause, long patience) {
        String words = "";
        try {
            if (cause.get() == null && !process.waitFor(patience, TimeUnit.NANOSECONDS)) {
                cause.compareAndSet(null, Death.Cause.complaint("it closed its channel and went on"));
            }
            if (process.isAlive()) {
                kill();
            }
            process.waitFor(REAP.toSeconds(), TimeUnit.SECONDS);
            TaskProcesses.kill(token, pid());
            words = lastWords.text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Death death = new Death(
                process.isAlive() ? 0 : process.exitValue(), words, cause.get(), CrashReport.head(directory), null);
        return death.bySigkill() && cause.get() == null
                ? new Death(
                        death.exitCode(),
                        words,
                        null,
                        death.crashReport(),
                        oomKills.recent().orElse(null))
                : death;
    }
}
