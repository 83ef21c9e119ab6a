package dev.forkyard.catalog.digits;

import com.sun.management.OperatingSystemMXBean;
import dev.forkyard.catalog.arithmetic.Arithmetic;
import java.lang.management.ManagementFactory;

/** How many digits the memory of this machine and this JVM is enough for. */
final class DigitsMemory {

    /** On the heap the largest step takes up to 12 bytes for each digit. */
    private static final int HEAP_BYTES = 13;

    /** In native memory it takes up to 10, and other workers take their own share at the same time. */
    private static final int NATIVE_BYTES = 24;

    private DigitsMemory() {}

    /** The largest precision, at least 1. */
    static long mostDigits() {
        long heap = Runtime.getRuntime().maxMemory();
        long digits = Arithmetic.fastest().equals(Arithmetic.java())
                ? heap / HEAP_BYTES
                : (memory() / 2 - heap) / NATIVE_BYTES;
        return Math.max(1, digits);
    }

    /** Bytes of the machine's memory, or of what the JVM's container may use of it. */
    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
