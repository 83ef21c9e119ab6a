package dev.forkyard.catalog.digits;

import com.sun.management.OperatingSystemMXBean;
import dev.forkyard.catalog.arithmetic.Arithmetic;
import java.lang.management.ManagementFactory;

/**
 * How many digits the memory of this worker is enough for, whatever the algorithm. The figures are measured:
 * {@code machin} takes the most, with numbers of nearly three times the precision, where one task sums all of its terms, as
 * it does again when digits are in doubt.
 */
final class DigitsMemory {

    /** Of the heap the largest step takes up to 14 bytes for each digit where numbers are Java's. */
    private static final int HEAP_BYTES = 17;

    /** What else is on the heap. */
    private static final long OTHER_HEAP = 8L << 20;

    /** Of native memory it takes up to 13 for each digit where numbers are GMP's. */
    private static final int NATIVE_BYTES = 16;

    private DigitsMemory() {}

    /** The largest precision, at least 1. */
    static long mostDigits() {
        boolean onHeap = Arithmetic.fastest().equals(Arithmetic.java());
        return mostDigits(onHeap, Runtime.getRuntime().maxMemory(), memory());
    }

    /**
     * @param onHeap whether numbers are Java's
     * @param heap bytes that the heap may have
     * @param memory bytes that this JVM may take of the machine's memory, the heap included
     */
    static long mostDigits(boolean onHeap, long heap, long memory) {
        // Where heaps alone would fill the machine, of which the server has warned, they are still hardly ever full.
        long outside = Math.max(heap / 8, memory - heap);
        return Math.max(1, onHeap ? (heap - OTHER_HEAP) / HEAP_BYTES : outside / NATIVE_BYTES);
    }

    private static long memory() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Long.getLong("forkyard.worker.memory", machine / 4);
    }
}
