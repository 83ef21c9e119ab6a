package dev.forkyard.pool;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory the server and all its workers may use.
 *
 * @param bytes the smaller of the machine's memory and what control groups allow
 * @param source which of them it is, as in "the container allows"
 */
record MachineMemory(long bytes, String source) {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long ADDRESSABLE = 1L << 47;

    /** As it is now; control groups can be changed while they are in use. */
    static MachineMemory read() {
        // In a container the bean may tell the container's memory already, which comes to the same.
        long physical =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return read(physical, Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    static MachineMemory read(long physicalBytes, Path proc, Path mounts) {
        MemoryGroups groups = MemoryGroups.find(proc, mounts);
        Stream<OptionalLong> unified =
                groups.unified().stream().map(group -> KernelFile.number(group.resolve("memory.max")));
        // The hierarchical one tells also of groups that are out of sight.
        Stream<OptionalLong> legacy = groups.legacy().stream()
                .flatMap(group -> Stream.of(
                        KernelFile.number(group.resolve("memory.limit_in_bytes")),
                        KernelFile.number(group.resolve("memory.stat"), "hierarchical_memory_limit")));
        long allowed = Stream.concat(unified, legacy)
                .flatMapToLong(OptionalLong::stream)
                .min()
                .orElse(Long.MAX_VALUE);
        return allowed <= physicalBytes
                ? new MachineMemory(allowed, "the container allows")
                : new MachineMemory(physicalBytes, "the machine has");
    }

    /** Whether so many heaps, filled to their limits, fit besides the server's own; elders have earlier plug-ins. */
    MemoryFit fit(int workers, int spares, int elders, long heapBytes, long serverHeapBytes) {
        long heap = Math.min(heapBytes, ADDRESSABLE);
        long server = Math.min(serverHeapBytes, ADDRESSABLE);
        long needed = server + (workers + spares + elders) * heap;
        boolean fits = needed <= bytes;
        String explanation = "%s with %s of heap each and the server's %s need %s, and %s %s%s."
                .formatted(
                        count(workers, "worker")
                                + (spares > 0 ? " and " + count(spares, "spare") : "")
                                + (elders > 0 ? " and %d with earlier plug-ins".formatted(elders) : ""),
                        megabytes(heap),
                        megabytes(server),
                        // Rounded up when it is too much, lest it look the same as what there is.
                        megabytes(fits ? needed : needed + MEGABYTE - 1),
                        source,
                        megabytes(bytes),
                        fits ? "" : ": lower forkyard.pool.heap or forkyard.pool.size, or the server's own -Xmx");
        return new MemoryFit(needed, bytes, fits, explanation);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }
}
