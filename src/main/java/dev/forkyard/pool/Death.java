package dev.forkyard.pool;

import dev.forkyard.engine.Failure;
import dev.forkyard.engine.FailureReason;
import dev.forkyard.engine.Outcome;
import dev.forkyard.engine.UnitEnd;
import dev.forkyard.protocol.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's process ended.
 *
 * @param exitCode as {@link Process#exitValue()} gives it
 * @param lastWords what the JVM itself said at the end
 * @param cause why the server ended it, where it did; it stands before all that follows from it
 * @param crashReport the head of the JVM's own report (hs_err), where it left one
 * @param oomKill what speaks for the kernel's OOM killer, where it was SIGKILL and not the server's
 */
record Death(
        int exitCode,
        String lastWords,
        @Nullable Cause cause,
        @Nullable String crashReport,
        @Nullable String oomKill) {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(SIGKILL, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"));

    /**
     * Why the server ended a worker.
     *
     * @param reason what the work that was under way fails with
     * @param words the end of a sentence that begins with "The worker was lost:"
     */
    record Cause(FailureReason reason, String words) {

        /** The worker did something that no worker does. */
        static Cause complaint(String words) {
            return new Cause(FailureReason.WORKER_LOST, words);
        }

        /** The server wanted it so, and neither worker nor work is to blame. */
        static Cause order(String words) {
            return new Cause(FailureReason.SERVER_LOST, words);
        }
    }

    /** The failure of the work that was under way. */
    Failure toFailure() {
        Optional<String> signal = signal(exitCode);
        String how = cause != null ? cause.words() : describe(exitCode, lastWords);
        String message = "The worker was lost: " + how
                + (oomKill == null ? "" : ", and " + oomKill)
                + (lastWords.isEmpty() ? "." : ". It said: " + lastWords);
        return new Failure(
                reason(),
                message,
                null,
                null,
                signal.isPresent() ? null : Integer.valueOf(exitCode),
                signal.orElse(null),
                crashReport,
                null);
    }

    /** Why the slot gets another JVM. */
    Restart restart(List<UnitEnd> ends) {
        if (ends.stream().anyMatch(end -> end.outcome() instanceof Outcome.Cancelled)) {
            return Restart.CANCELLED;
        }
        return switch (reason()) {
            case OUT_OF_MEMORY -> Restart.OUT_OF_MEMORY;
            case SERVER_LOST -> Restart.REQUESTED;
            default -> Restart.WORKER_LOST;
        };
    }

    boolean bySigkill() {
        return exitCode == SIGNAL_BASE + SIGKILL;
    }

    /** A task may exit with any code, so the JVM's own word is asked for besides its code. */
    private FailureReason reason() {
        if (cause != null) {
            return cause.reason();
        }
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
