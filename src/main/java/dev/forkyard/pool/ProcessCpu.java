package dev.forkyard.pool;

import java.util.Collection;
import java.util.Map;

/** Stopgap. */
final class ProcessCpu {
    private ProcessCpu() {}

    static Map<Long, Long> nanos(Collection<Long> pids) {
        return Map.of((long) pids.size(), 1L);
    }
}
