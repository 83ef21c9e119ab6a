package dev.forkyard.pool;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much memory the service may use.
 *
 * @param bytes the machine's, or what a control group allows of it
 * @param giver who sets that limit, as the subject of a sentence
 */
record MachineMemory(long bytes, String giver) {

    private static final List<String> LIMITS = List.of("memory.max", "memory.limit_in_bytes");
    private static final long MEGABYTE = 1 << 20;

    static MachineMemory read() {
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return of(os.getTotalMemorySize(), Cgroups.ofThisProcess());
    }

    static MachineMemory of(long physicalBytes, Cgroups groups) {
        MachineMemory least = new MachineMemory(physicalBytes, "the machine has");
        for (Path group : groups.directories()) {
            for (String file : LIMITS) {
                OptionalLong limit = Cgroups.number(group.resolve(file));
                if (limit.isPresent() && limit.getAsLong() < least.bytes()) {
                    least = new MachineMemory(limit.getAsLong(), "the container (cgroup) allows");
                }
            }
        }
        return least;
    }

    /** Whether it is enough for all heaps, filled to their limits. */
    MemoryFit fit(int workers, int spares, long heapBytes, long serverHeapBytes) {
        long needed = serverHeapBytes + (workers + spares) * heapBytes;
        boolean fits = needed <= bytes;
        String reckoning =
                "%d workers and %d spares with a heap of %d MB each, and the server's of %d MB, may need %d MB; %s %d MB"
                        .formatted(
                                workers,
                                spares,
                                heapBytes / MEGABYTE,
                                serverHeapBytes / MEGABYTE,
                                needed / MEGABYTE,
                                giver,
                                bytes / MEGABYTE);
        return new MemoryFit(
                needed,
                bytes,
                fits,
                fits
                        ? reckoning + "."
                        : reckoning + ", which is too little: lower forkyard.pool.heap or forkyard.pool.size,"
                                + " or the server's own -Xmx.");
    }
}
