package dev.forkyard.catalog.functions;

import dev.forkyard.task.JobResult;
import dev.forkyard.task.JsonList;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes many calls of one function, some of them a task.
 *
 * <p>Without a size given, a task is as many calls as take {@value #CHUNK_MILLIS} ms by what calls of this function have
 * taken in this JVM before, but no more than leave {@value #SHARED_OUT} tasks to share out: so an average that is wrong for
 * these items costs little. Where nothing is known yet, tasks are as small as {@value #MOST} of them allow; workers are
 * handed several of those at once, as many as fill a few milliseconds. The items are cut out of the text that they came as,
 * and only read by the task that they are for.
 */
final class ChunkedCalls {

    /** What a task is meant to take, where it is not told how many calls it is. */
    private static final int CHUNK_MILLIS = 50;

    /** Most tasks of a job that leaves their size open. */
    private static final int MOST = 5_000;

    /** What such a job has at least, if it has as many calls: four for each of sixteen workers. */
    private static final int SHARED_OUT = 64;

    private final CallTimes times = new CallTimes();
    private final LongSupplier clock;

    ChunkedCalls() {
        this(System::nanoTime);
    }

    /** @param clock tells nanoseconds, from any moment on */
    ChunkedCalls(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * The tasks of so many calls.
     *
     * @param calls the argument, or the arguments, of each
     * @param small whether to have tasks as small as if nothing were known of the function
     */
    <T> List<CallChunk> split(String function, JsonList<T> calls, Spread spread, boolean small) {
        int total = calls.size();
        OptionalDouble nanosPerCall = small ? OptionalDouble.empty() : times.nanos(function);
        int length = spread.size().orElseGet(() -> length(total, nanosPerCall, Call.nanos(spread.pause())));
        List<CallChunk> chunks = new ArrayList<>();
        int first = 0;
        for (JsonList<T> part : calls.cut(length)) {
            int size = Math.min(length, total - first);
            chunks.add(new CallChunk(function, first, size, part, spread.name(first, size, length), spread.pause()));
            first += size;
        }
        return chunks;
    }

    private static int length(int total, OptionalDouble nanosPerCall, long pauseNanos) {
        int shortest = (total + MOST - 1) / MOST;
        if (nanosPerCall.isEmpty()) {
            return shortest;
        }
        int longest = Math.max(shortest, total / SHARED_OUT);
        double each = Math.max(1, nanosPerCall.getAsDouble() + pauseNanos);
        return (int) Math.max(shortest, Math.min(longest, CHUNK_MILLIS * 1e6 / each));
    }

    /**
     * What the calls gave back, in their order.
     *
     * @param unpacks whether each item is the list of the arguments, rather than the only one
     */
    JsonList<@Nullable Object> run(CallChunk chunk, boolean unpacks, TaskContext context) throws InterruptedException {
        Call call = new Call(context.function(chunk.function()), "item");
        long start = clock.getAsLong();
        List<?> items = chunk.calls().values();
        int size = items.size();
        List<@Nullable Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Call.pause(chunk.pause());
            Object item = items.get(i);
            List<?> arguments = unpacks ? (List<?>) item : Collections.singletonList(item);
            values.add(shortened(call.apply(arguments, chunk.first() + i, context)));
            context.progress((i + 1.0) / size);
        }
        times.took(chunk.function(), size, clock.getAsLong() - start - size * Call.nanos(chunk.pause()));
        return JsonList.of(values);
    }

    /** The same number; one that fits is written several times faster so. */
    private static @Nullable Object shortened(@Nullable Object value) {
        return value instanceof BigInteger integer && integer.bitLength() < Long.SIZE
                ? (Object) integer.longValue()
                : value;
    }

    static JobResult combine(List<JsonList<@Nullable Object>> chunks) {
        return JobResult.of(new Applied(JsonList.join(chunks)));
    }
}
