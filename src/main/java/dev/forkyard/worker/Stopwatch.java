package dev.forkyard.worker;

import com.sun.management.ThreadMXBean;
import dev.forkyard.protocol.Message.Meter;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures one unit of work: started and read on the thread that runs it. */
final class Stopwatch {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();
    private static final File THREAD_STAT = new File("/proc/thread-self/stat");
    private static final boolean CORE_IS_TOLD = THREAD_STAT.canRead();

    private final boolean tellsCore;
    private final long thread = Thread.currentThread().getId();
    private final Instant startedAt = Instant.now();
    private final long wall = System.nanoTime();
    private final long cpu = THREADS.getCurrentThreadCpuTime();
    private final long gc = gcNanos();
    private final long allocated = THREADS.getThreadAllocatedBytes(thread);

    /** @param tellsCore whether the core is to be found out, which costs more than all else here */
    Stopwatch(boolean tellsCore) {
        this.tellsCore = tellsCore;
    }

    Meter read() {
        return new Meter(
                TimeUnit.SECONDS.toMicros(startedAt.getEpochSecond()) + startedAt.getNano() / 1_000,
                System.nanoTime() - wall,
                THREADS.getCurrentThreadCpuTime() - cpu,
                gcNanos() - gc,
                THREADS.getThreadAllocatedBytes(thread) - allocated,
                tellsCore ? core() : -1);
    }

    private static long gcNanos() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : COLLECTORS) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Field 39 of the thread's stat line, {@code processor}, see proc(5); the name in field 2 may hold anything. */
    private static int core() {
        if (!CORE_IS_TOLD) {
            return -1;
        }
        try (FileInputStream in = new FileInputStream(THREAD_STAT)) {
            String stat = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 39);
            return Integer.parseInt(afterName[36]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
