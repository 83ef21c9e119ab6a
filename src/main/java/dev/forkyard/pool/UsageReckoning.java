package dev.forkyard.pool;

import dev.forkyard.engine.Usage;
import dev.forkyard.protocol.Message.Meter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a worker measured, or what the server saw of a worker that was lost, into the usage of a unit.
 *
 * @param worker name of the worker's slot
 * @param pid the worker's process id
 * @param pinned the core it is pinned to, if it is
 */
record UsageReckoning(String worker, long pid, OptionalInt pinned) {

    /** Workers are children of this process. */
    static final long PPID = ProcessHandle.current().pid();

    Usage measured(Meter meter) {
        Integer core = pinnedCore();
        Instant startedAt = Instant.EPOCH.plus(meter.startedAtMicros(), ChronoUnit.MICROS);
        Duration wall = Duration.ofNanos(meter.wallNanos());
        return new Usage(
                worker,
                pid,
                PPID,
                core == null && meter.core() >= 0 ? Integer.valueOf(meter.core()) : core,
                startedAt,
                startedAt.plus(wall),
                wall,
                Duration.ofNanos(meter.cpuNanos()),
                Duration.ofNanos(meter.gcNanos()),
                meter.allocatedBytes());
    }

    /** By this JVM's clock; what it used of the processor is not known. */
    Usage lost(Instant startedAt, Duration wall) {
        return new Usage(
                worker,
                pid,
                PPID,
                pinnedCore(),
                startedAt,
                startedAt.plus(wall),
                wall,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    private @Nullable Integer pinnedCore() {
        return pinned.isPresent() ? Integer.valueOf(pinned.getAsInt()) : null;
    }
}
