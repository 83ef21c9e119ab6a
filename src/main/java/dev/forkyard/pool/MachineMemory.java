package dev.forkyard.pool;

/** Stopgap. */
final class MachineMemory {
    static MachineMemory read() {
        return new MachineMemory();
    }

    MemoryFit fit(int workers, int spares, long heap, long server) {
        return new MemoryFit((workers + spares) * heap + server, 1L << 34, true, "");
    }
}
