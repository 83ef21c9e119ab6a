package dev.forkyard.process;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells how much processor time processes have used so far, with all that they have started. It may become less: what a
 * descendant has used is lost when it goes on without its parent, or ends without being waited for.
 */
public final class ProcessCpu {

    /** The kernel counts so for programs on all machines, whatever its own clock. */
    private static final long NANOS_PER_TICK = Duration.ofMillis(10).toNanos();

    private static final long UNKNOWN = -1;

    private ProcessCpu() {}

    /** In nanoseconds; -1 if there is no such process, or the OS does not tell. */
    static long nanos(long pid) {
        return nanos(List.of(pid)).getOrDefault(pid, UNKNOWN);
    }

    /** The same for each of several processes, at the cost of one. */
    public static Map<Long, Long> nanos(Collection<Long> pids) {
        Optional<ProcessTable> table = ProcessTable.current();
        Map<Long, Long> nanos = new HashMap<>();
        pids.forEach(pid -> nanos.put(pid, table.isPresent() ? nanos(pid, table.get()) : portableNanos(pid)));
        return nanos;
    }

    static long nanos(long pid, ProcessTable table) {
        List<ProcessStat> family = table.families(List.of(pid));
        return family.isEmpty()
                ? UNKNOWN
                : NANOS_PER_TICK
                        * family.stream().mapToLong(ProcessStat::cpuTicks).sum();
    }

    /** Without the children that have ended. */
    static long portableNanos(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().totalCpuDuration().isPresent())
                .map(process -> Stream.concat(Stream.of(process), process.descendants())
                        .flatMap(each -> each.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum())
                .orElse(UNKNOWN);
    }
}
