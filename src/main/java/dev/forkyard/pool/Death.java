package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.protocol.ExitCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's process ended.
 *
 * @param exitCode as {@link Process#exitValue()} gives it
 * @param lastWords what the JVM itself said at the end
 * @param complaint what the server saw first, such as a frame that made no sense; it stands before all that follows from it
 */
record Death(int exitCode, String lastWords, @Nullable String complaint) {

    private static final int SIGNAL_BASE = 128;
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"));

    /** The failure of the work that was under way. */
    Failure toFailure() {
        Optional<String> signal = signal(exitCode);
        String how = complaint != null ? complaint : describe(exitCode, lastWords);
        String message = "The worker was lost: " + how + (lastWords.isEmpty() ? "." : ". It said: " + lastWords);
        return new Failure(
                reason(),
                message,
                null,
                null,
                signal.isPresent() ? null : Integer.valueOf(exitCode),
                signal.orElse(null),
                null,
                null);
    }

    /** A task may exit with any code, so the JVM's own word is asked for besides its code. */
    private FailureReason reason() {
        return isOutOfMemory(exitCode, lastWords) ? FailureReason.OUT_OF_MEMORY : FailureReason.WORKER_LOST;
    }

    private static boolean isOutOfMemory(int exitCode, String lastWords) {
        return exitCode == ExitCode.OUT_OF_MEMORY.code() && lastWords.contains(OUT_OF_MEMORY);
    }

    /** What an exit code means, as the end of a sentence. A task's own exit with a code is not taken for the JVM's. */
    static String describe(int exitCode, String lastWords) {
        Optional<String> signal = signal(exitCode);
        if (signal.isPresent()) {
            return "it was ended by " + signal.get();
        }
        String meaning = ExitCode.of(exitCode)
                .filter(code -> code != ExitCode.STOPPED)
                .filter(code -> code != ExitCode.OUT_OF_MEMORY || isOutOfMemory(exitCode, lastWords))
                .map(code -> ": " + code.meaning())
                .orElse("");
        return "it exited with code " + exitCode + meaning;
    }

    /** {@link Process} tells an end by signal as 128 and the signal's number. */
    private static Optional<String> signal(int exitCode) {
        if (exitCode <= SIGNAL_BASE) {
            return Optional.empty();
        }
        return Optional.ofNullable(SIGNALS.get(exitCode - SIGNAL_BASE));
    }
}
