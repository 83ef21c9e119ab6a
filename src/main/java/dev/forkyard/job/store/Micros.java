package dev.forkyard.job.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as columns hold them: microseconds since 1970 UTC. */
final class Micros {

    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000 - 1;

    private Micros() {}

    /** Of an instant past what a long can hold (the year 294,247 either way), the nearest that it can. */
    static long of(Instant instant) {
        long seconds = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, instant.getEpochSecond()));
        return seconds * 1_000_000 + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
