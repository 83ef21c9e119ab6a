package dev.forkyard.catalog.functions;

import dev.forkyard.task.Function;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.TaskContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes many calls of one function, some of them a task. For use by one thread. */
final class ChunkedCalls {

    private final Functions functions = new Functions();

    /**
     * The tasks of so many calls, each a {@linkplain Chunks chunk}.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    List<CallChunk> split(String function, List<List<Object>> calls, Spread spread) {
        functions.get(function);
        return Chunks.of(calls, spread.size()).stream()
                .map(chunk -> new CallChunk(
                        function,
                        chunk.first(),
                        chunk.items(),
                        spread.name(chunk.first(), chunk.items().size()),
                        spread.pause()))
                .toList();
    }

    /** What the calls gave back, in their order. */
    List<@Nullable Object> run(CallChunk chunk, TaskContext context) throws InterruptedException {
        Function function = functions.get(chunk.function());
        int size = chunk.calls().size();
        List<@Nullable Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Call.pause(chunk.pause());
            values.add(Call.apply(function, chunk.calls().get(i), "item " + (chunk.first() + i), context));
            context.progress((i + 1.0) / size);
        }
        return values;
    }

    static JobResult combine(List<List<@Nullable Object>> chunks) {
        List<@Nullable Object> values = new ArrayList<>();
        chunks.forEach(values::addAll);
        return JobResult.of(new Applied(values));
    }
}
