package dev.forkyard.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The logical CPUs that this process may run on, numbered as the OS numbers them, in ascending order. */
record CpuSet(List<Integer> cores) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    CpuSet {
        cores = List.copyOf(cores);
    }

    /** As the kernel tells it; where it does not, as many as the JVM sees, numbered from 0. */
    static CpuSet ofThisProcess() {
        if (Files.isReadable(STATUS)) {
            try {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith(ALLOWED)) {
                        return parse(line.substring(ALLOWED.length()).trim());
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return new CpuSet(IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .boxed()
                .toList());
    }

    /** A list as in cpuset(7), such as {@code 0-3,8}. */
    static CpuSet parse(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            IntStream.rangeClosed(first, last).forEach(cores::add);
        }
        return new CpuSet(cores);
    }
}
