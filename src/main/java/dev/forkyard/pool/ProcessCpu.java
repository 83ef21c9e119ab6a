package dev.forkyard.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how much processor time processes have used, with all that they started. */
final class ProcessCpu {

    private static final Path PROC = Path.of("/proc");

    /** What the kernel tells user space in, whatever it counts in itself: 1/100 s. */
    private static final long NANOS_OF_TICK = Duration.ofMillis(10).toNanos();

    private ProcessCpu() {}

    /** By process id, in nanoseconds; a process that is gone, or of which the OS does not tell, is left out. */
    static Map<Long, Long> nanos(Collection<Long> pids) {
        Map<Long, Long> sums = new HashMap<>();
        if (pids.isEmpty()) {
            return sums;
        }
        if (!Files.isDirectory(PROC)) {
            pids.forEach(pid -> ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .ifPresent(cpu -> sums.put(pid, cpu.toNanos())));
            return sums;
        }
        Map<Long, Stat> all = readAll();
        all.forEach((pid, stat) -> {
            Long ancestor = ancestor(pid, all, pids);
            if (ancestor != null) {
                sums.merge(ancestor, stat.ticks() * NANOS_OF_TICK, Long::sum);
            }
        });
        return sums;
    }

    private static @Nullable Long ancestor(long pid, Map<Long, Stat> all, Collection<Long> wanted) {
        long at = pid;
        for (int depth = 0; depth < all.size() && all.containsKey(at); depth++) {
            if (wanted.contains(at)) {
                return at;
            }
            at = all.get(at).parent();
        }
        return null;
    }

    private static Map<Long, Stat> readAll() {
        Map<Long, Stat> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Stat stat = read(process.resolve("stat"));
                if (stat != null) {
                    all.put(Long.parseLong(process.getFileName().toString()), stat);
                }
            }
        } catch (IOException e) {
            System.getLogger(ProcessCpu.class.getName())
                    .log(System.Logger.Level.DEBUG, "The processes cannot be listed", e);
        }
        return all;
    }

    /** Null for a process that has just ended. */
    private static @Nullable Stat read(Path file) {
        try {
            return Stat.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Of proc_pid_stat(5): the parent (field 4), and the sum of utime, stime, cutime and cstime (14 to 17), which count the
     * process and those of its children that have ended.
     */
    record Stat(long parent, long ticks) {

        /** The name in field 2 may hold anything, and ends with the last parenthesis. */
        static Stat parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 17);
            long ticks = 0;
            for (int field = 14; field <= 17; field++) {
                ticks += Long.parseLong(fields[field - 3]);
            }
            return new Stat(Long.parseLong(fields[1]), ticks);
        }
    }
}
