package dev.forkyard.catalog.functions;

import dev.forkyard.task.JobResult;
import dev.forkyard.task.JsonList;
import dev.forkyard.task.TaskContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes many calls of one function, some of them a task.
 *
 * <p>Without a size given, the tasks are as small as so many tasks allow. Workers are handed several of them at once, as
 * many as fill a few milliseconds by what the job's tasks have taken so far: so small tasks cost little where items are
 * quick, and where they are slow every one of them can be shared out, tried again and shown by itself. The items are cut out
 * of the text that they came as, and only read by the task that they are for.
 */
final class ChunkedCalls {

    /** Most tasks of a job that leaves their size open. */
    private static final int MOST = 5_000;

    private ChunkedCalls() {}

    /**
     * The tasks of so many calls.
     *
     * @param calls the argument, or the arguments, of each
     */
    static <T> List<CallChunk> split(String function, JsonList<T> calls, Spread spread) {
        int total = calls.size();
        int length = spread.size().orElse((total + MOST - 1) / MOST);
        List<CallChunk> chunks = new ArrayList<>();
        int first = 0;
        for (JsonList<T> part : calls.cut(length)) {
            int size = Math.min(length, total - first);
            chunks.add(new CallChunk(function, first, size, part, spread.name(first, size), spread.pause()));
            first += size;
        }
        return chunks;
    }

    /**
     * What the calls gave back, in their order.
     *
     * @param unpacks whether each item is the list of the arguments, rather than the only one
     */
    static JsonList<@Nullable Object> run(CallChunk chunk, boolean unpacks, TaskContext context)
            throws InterruptedException {
        Call call = new Call(context.function(chunk.function()), "item");
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
