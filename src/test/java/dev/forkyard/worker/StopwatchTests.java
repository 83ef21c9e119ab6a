package dev.forkyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkyard.protocol.Message.Meter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopwatchTests {

    @Test
    void busyTimeCountsAsProcessorTime() {
        long began = System.nanoTime();
        Stopwatch watch = new Stopwatch(true);
        while (watch.read().cpuNanos() < TimeUnit.MILLISECONDS.toNanos(50)) {
            Thread.onSpinWait();
        }
        Meter meter = watch.read();
        assertThat(meter.cpuNanos()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(meter.wallNanos())
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50))
                .isLessThanOrEqualTo(System.nanoTime() - began + TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void allocationsAreCounted() {
        Stopwatch watch = new Stopwatch(true);
        byte[][] taken = new byte[10][1 << 20];
        assertThat(watch.read().allocatedBytes()).isBetween(10L << 20, 20L << 20);
        assertThat(taken).hasNumberOfRows(10);
    }

    @Test
    void coreIsToldAlsoByAnInterruptedThread() {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/stat")), "the OS tells no core");
        Stopwatch watch = new Stopwatch(true);
        Thread.currentThread().interrupt();
        Meter meter = watch.read();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(meter.core()).isNotNegative();
    }

    @Test
    void nameOfTheThreadDoesNotMatter() throws InterruptedException {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/stat")), "the OS tells no core");
        int[] core = {-2};
        Thread thread = new Thread(() -> core[0] = new Stopwatch(true).read().core(), ") 1 2 (x");
        thread.start();
        thread.join();
        assertThat(core[0]).isNotNegative();
    }

    @Test
    void coreIsToldOnlyWhereItIsAskedFor() {
        assertThat(new Stopwatch(false).read().core()).isEqualTo(-1);
    }

    @Test
    void startIsToldInMicroseconds() {
        long before = System.currentTimeMillis();
        long started = new Stopwatch(false).read().startedAtMicros();
        assertThat(started / 1000).isBetween(before, System.currentTimeMillis());
    }
}
