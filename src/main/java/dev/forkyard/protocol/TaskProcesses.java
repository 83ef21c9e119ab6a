package dev.forkyard.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds and ends the processes that tasks have started, also those that have made themselves independent of their parents.
 *
 * <p>Each worker is started with an environment variable that holds a token of its own, and what it starts inherits it. On an
 * OS that does not show the environment of processes, only descendants are found. Safe for use by any thread.
 */
public final class TaskProcesses {

    /** The environment variable that holds the token. */
    public static final String VARIABLE = "FORKYARD_WORKER";

    private static final Path PROC = Path.of("/proc");
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})-.+");

    /** A process may start another while it is looked for. */
    private static final int ROUNDS = 5;

    private TaskProcesses() {}

    /** A token for a worker of this server: it names the server's process and when that began. */
    public static String newToken() {
        long server = ProcessHandle.current().pid();
        return server + "-" + start(server) + "-" + UUID.randomUUID();
    }

    /** Ends, by force, all processes that bear the token; how many there were. */
    public static int kill(String token) {
        return killAll(token::equals);
    }

    /** Ends, by force, all that this worker and its tasks have started; called in the worker. */
    public static void killOwn() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        String token = System.getenv(VARIABLE);
        if (token != null) {
            kill(token);
        }
    }

    /** Ends, by force, what workers of servers have left that are no more; how many there were. */
    public static int killLeftovers() {
        return killAll(TaskProcesses::isOfDeadServer);
    }

    private static int killAll(Predicate<String> wanted) {
        int killed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = find(wanted);
            found.forEach(ProcessHandle::destroyForcibly);
            if (found.isEmpty()) {
                break;
            }
            killed += found.size();
        }
        return killed;
    }

    private static List<ProcessHandle> find(Predicate<String> wanted) {
        List<ProcessHandle> found = new ArrayList<>();
        if (!Files.isDirectory(PROC)) {
            return found;
        }
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                String token = pid == self ? null : token(process);
                if (token != null && wanted.test(token)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            System.getLogger(TaskProcesses.class.getName())
                    .log(System.Logger.Level.WARNING, "Cannot look for processes that tasks have left", e);
        }
        return found;
    }

    /** Null for a process that bears none, is another user's, or has ended. */
    private static @Nullable String token(Path process) {
        byte[] environment;
        try {
            environment = Files.readAllBytes(process.resolve("environ"));
        } catch (IOException e) {
            return null;
        }
        String prefix = VARIABLE + "=";
        for (String each : new String(environment, StandardCharsets.ISO_8859_1).split("\0")) {
            if (each.startsWith(prefix)) {
                return each.substring(prefix.length());
            }
        }
        return null;
    }

    /** A process id is compared together with the start of its process, since it may be another's by now. */
    private static boolean isOfDeadServer(String token) {
        Matcher parts = TOKEN.matcher(token);
        return parts.matches() && start(Long.parseLong(parts.group(1))) != Long.parseLong(parts.group(2));
    }

    /**
     * When a process began, in the kernel's ticks since the machine did: field 22 of proc_pid_stat(5), which never changes,
     * unlike the time of day that can be reckoned from it. The name in field 2 may hold anything. 0: there is no such process.
     */
    private static long start(long pid) {
        try {
            byte[] line = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat"));
            String stat = new String(line, StandardCharsets.ISO_8859_1);
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21)[19]);
        } catch (IOException e) {
            return 0;
        }
    }
}
