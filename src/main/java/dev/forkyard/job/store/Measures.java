package dev.forkyard.job.store;

import dev.forkyard.job.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When the attempts of a stretch ran and what each took, as the column {@code measures} holds it. Of each attempt there
 * are seven numbers: microseconds from the queuing and from the start of the attempt before it to its own, of the first
 * 0; microseconds from its start to its end; nanoseconds of wall, processor and collectors' time; bytes. What is not
 * known of the stretch is 0.
 */
final class Measures {

    private static final int QUEUED = 0;
    private static final int STARTED = 1;
    private static final int FINISHED = 2;
    private static final int WALL = 3;
    private static final int CPU = 4;
    private static final int GC = 5;
    private static final int ALLOCATED = 6;
    private static final int COLUMNS = 7;

    private final long[] values;

    private Measures(long[] values) {
        this.values = values;
    }

    static Measures of(List<EndedAttempt> attempts) {
        long[] values = new long[COLUMNS * attempts.size()];
        int at = 0;
        for (EndedAttempt each : attempts) {
            Attempt attempt = each.attempt();
            values[at + QUEUED] = Micros.of(attempt.queuedAt());
            values[at + STARTED] = Micros.of(attempt.startedAt());
            values[at + FINISHED] = Micros.of(Objects.requireNonNull(attempt.finishedAt()));
            values[at + WALL] = nanos(attempt.wall());
            values[at + CPU] = nanos(attempt.cpu());
            values[at + GC] = nanos(attempt.gc());
            values[at + ALLOCATED] = attempt.allocatedBytes() == null ? 0 : attempt.allocatedBytes();
            at += COLUMNS;
        }
        return new Measures(values);
    }

    static Measures read(String text, int count, long queuedMicros, long startedMicros) {
        long[] values = new long[COLUMNS * count];
        Numbers numbers = new Numbers(text);
        long queued = queuedMicros;
        long started = startedMicros;
        for (int at = 0; at < values.length; at += COLUMNS) {
            queued += numbers.next();
            started += numbers.next();
            values[at + QUEUED] = queued;
            values[at + STARTED] = started;
            values[at + FINISHED] = started + numbers.next();
            for (int column = WALL; column < COLUMNS; column++) {
                values[at + column] = numbers.next();
            }
        }
        return new Measures(values);
    }

    String text() {
        StringBuilder text = new StringBuilder(5 * values.length);
        long queued = values[QUEUED];
        long started = values[STARTED];
        for (int at = 0; at < values.length; at += COLUMNS) {
            text.append(values[at + QUEUED] - queued).append(' ');
            text.append(values[at + STARTED] - started).append(' ');
            queued = values[at + QUEUED];
            started = values[at + STARTED];
            text.append(values[at + FINISHED] - started).append(' ');
            for (int column = WALL; column < COLUMNS; column++) {
                text.append(values[at + column]).append(' ');
            }
        }
        return text.toString();
    }

    long queuedMicros(int position) {
        return values[COLUMNS * position + QUEUED];
    }

    long startedMicros(int position) {
        return values[COLUMNS * position + STARTED];
    }

    long finishedMicros(int position) {
        return values[COLUMNS * position + FINISHED];
    }

    long wallNanos(int position) {
        return values[COLUMNS * position + WALL];
    }

    long cpuNanos(int position) {
        return values[COLUMNS * position + CPU];
    }

    long gcNanos(int position) {
        return values[COLUMNS * position + GC];
    }

    long allocatedBytes(int position) {
        return values[COLUMNS * position + ALLOCATED];
    }

    private static long nanos(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toNanos();
    }
}
