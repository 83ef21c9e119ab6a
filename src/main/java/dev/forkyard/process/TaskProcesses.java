package dev.forkyard.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ends the processes that tasks have started. They are known by a token in the environment, which is theirs however they
 * detach themselves; one that was given another environment is known only as long as it descends from one with the token.
 */
public final class TaskProcesses {

    /** The environment variable with the token of the worker. */
    public static final String VARIABLE = "FORKYARD_WORKER";

    private static final String ASSIGNMENT = "\0" + VARIABLE + "=";
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})-.*");
    private static final int MOST_ROUNDS = 10;
    private static final long SELF = ProcessHandle.current().pid();

    private TaskProcesses() {}

    /** A token for one worker, which tells also whose it is. */
    public static String newToken() {
        // Ticks after the machine's start, since a clock that is set changes what the JVM takes for the start instant.
        ProcessStat self = ProcessStat.read(ProcessTable.PROC, SELF);
        return SELF + "-" + (self == null ? 0 : self.startTicks()) + "-" + UUID.randomUUID();
    }

    /**
     * Ends all that the worker with this token has started, and itself unless it is the one to except, with SIGKILL. They
     * need not be gone when this returns. Returns how many were ended: none where the OS does not tell the environments.
     */
    public static int kill(String token, long exceptPid) {
        return killAll((pid, each) -> each.equals(token), table -> Set.of(exceptPid));
    }

    /** Ends all that this worker's tasks have started; called in the worker itself. */
    public static void killOwn() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        String token = System.getenv(VARIABLE);
        if (token != null) {
            kill(token, SELF);
        }
    }

    /** The same for all workers whose server has ended, and did not come to do it. */
    public static int killLeftovers() {
        return killAll(
                (pid, token) -> isLeftover(token) && sharesNamespace(pid),
                table -> table.families(Set.of(SELF)).stream()
                        .map(ProcessStat::pid)
                        .collect(Collectors.toSet()));
    }

    /**
     * Looks until nothing new is found, and twice at least: who is not dead yet may start others, and who is just becoming
     * another program has no environment for an instant. Who is being killed starts no others.
     */
    private static int killAll(BiPredicate<Long, String> meant, Function<ProcessTable, Set<Long>> spared) {
        Set<Long> ownLine = ownLine();
        Set<ProcessHandle> killed = new HashSet<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = killed.size();
            List<Long> others = ProcessTable.listPids(ProcessTable.PROC).stream()
                    .filter(pid -> !ownLine.contains(pid))
                    .toList();
            List<Long> marked = marked(others, meant);
            Optional<ProcessTable> table = marked.isEmpty() ? Optional.empty() : ProcessTable.current();
            if (table.isPresent()) {
                // Asked again, since one of them may have ended and left its id to another before the table was read.
                Set<Long> sparedNow = spared.apply(table.get());
                table.get().families(marked(marked, meant)).stream()
                        .filter(process -> process.alive() && !sparedNow.contains(process.pid()))
                        .flatMap(process -> handle(process).stream())
                        .filter(handle -> !killed.contains(handle) && handle.destroyForcibly())
                        .forEach(killed::add);
            }
            if (round > 0 && killed.size() == before) {
                break;
            }
        }
        return killed.size();
    }

    private static List<Long> marked(List<Long> pids, BiPredicate<Long, String> meant) {
        return pids.stream()
                .filter(pid ->
                        token(pid).filter(token -> meant.test(pid, token)).isPresent())
                .toList();
    }

    /** This process, its parent, and so on. */
    private static Set<Long> ownLine() {
        Set<Long> line = new HashSet<>();
        ProcessStat process = ProcessStat.read(ProcessTable.PROC, SELF);
        while (process != null && line.add(process.pid())) {
            process = ProcessStat.read(ProcessTable.PROC, process.parent());
        }
        return line;
    }

    /** A handle knows the process from a later one with the same id; so this must still be that which was looked at. */
    private static Optional<ProcessHandle> handle(ProcessStat process) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        ProcessStat now = ProcessStat.read(ProcessTable.PROC, process.pid());
        return now != null && now.startTicks() == process.startTicks() ? handle : Optional.empty();
    }

    /** Empty if it has none, is gone, or is somebody's whose environment this process may not read. */
    private static Optional<String> token(long pid) {
        try (InputStream file = new FileInputStream(ProcessTable.PROC + "/" + pid + "/environ")) {
            String environment = "\0" + new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            int start = environment.indexOf(ASSIGNMENT);
            if (start < 0) {
                return Optional.empty();
            }
            int end = environment.indexOf('\0', start + ASSIGNMENT.length());
            return Optional.of(
                    environment.substring(start + ASSIGNMENT.length(), end < 0 ? environment.length() : end));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isLeftover(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return false;
        }
        long pid = Long.parseLong(matcher.group(1));
        ProcessStat server = ProcessStat.read(ProcessTable.PROC, pid);
        if (server == null) {
            return Files.notExists(ProcessTable.PROC.resolve(Long.toString(pid)));
        }
        return !server.alive() || server.startTicks() != Long.parseLong(matcher.group(2));
    }

    /** In another namespace of process ids, such as another container's, the token's means another process. */
    private static boolean sharesNamespace(long pid) {
        try {
            Path own = Files.readSymbolicLink(ProcessTable.PROC.resolve("self/ns/pid"));
            return own.equals(Files.readSymbolicLink(ProcessTable.PROC.resolve(pid + "/ns/pid")));
        } catch (IOException e) {
            return false;
        }
    }
}
