package dev.forkyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Linux tells of processes. One that ends while it is looked at counts as gone. */
final class Proc {

    private static final Path ROOT = Path.of("/proc");
    private static final String SOCKET = "socket:[";

    private Proc() {}

    /** The processes {@code sleep <seconds>}. */
    static List<Long> sleepers(int seconds) {
        return having("sleep\0" + seconds + "\0");
    }

    /** The workers of the server with that process id, which may be gone. */
    static List<Long> workersOf(long server) {
        // The path of its run directory, which bears its process id, is on each worker's command line.
        return having("dev.forkyard.worker.WorkerMain\0").stream()
                .filter(pid -> commandLine(ROOT.resolve(Long.toString(pid))).contains("/forkyard-" + server + "-"))
                .toList();
    }

    private static List<Long> having(String inCommandLine) {
        try (Stream<Path> all = Files.list(ROOT)) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> commandLine(path).contains(inCommandLine))
                    .map(path -> Long.valueOf(path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty also of a process that has ended and waits to be reaped. */
    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * How many descriptors of each kind a process has open, such as {@code pipe} or {@code socket}. TCP sockets are left
     * out, since how many there are is up to the clients.
     */
    static Map<String, Integer> descriptors(long pid) throws IOException {
        Path process = ROOT.resolve(Long.toString(pid));
        Map<String, Integer> kinds = new TreeMap<>();
        List<String> targets = new ArrayList<>();
        try (Stream<Path> all = Files.list(process.resolve("fd"))) {
            for (Path each : all.toList()) {
                target(each).ifPresent(targets::add);
            }
        }
        Set<String> tcp = tcpSockets(process);
        for (String target : targets) {
            if (!tcp.contains(target)) {
                kinds.merge(target.replaceFirst(":\\[?\\d*]?$", ""), 1, Integer::sum);
            }
        }
        return kinds;
    }

    /** Absent where the descriptor has been closed meanwhile. */
    private static Optional<String> target(Path descriptor) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Set<String> tcpSockets(Path process) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = process.resolve(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] fields = line.strip().split("\\s+", -1);
                sockets.add(SOCKET + (fields.length > 9 ? fields[9] : "") + "]");
            }
        }
        return sockets;
    }
}
