package dev.forkyard.catalog.functions;

import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobType;
import dev.forkyard.task.JsonList;
import dev.forkyard.task.Param;
import dev.forkyard.task.SplitContext;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies a function of one parameter to each item. */
public final class MapItems implements JobType<MapItems.Params, CallChunk, JsonList<@Nullable Object>> {

    /**
     * What to apply to what.
     *
     * @param function name of the function
     * @param items arguments, one for each call
     * @param chunkSize items of a task
     * @param names of the tasks, one for each item
     * @param pause seconds before each call
     */
    public record Params(
            @Param(description = "Name of the function; /api/v1/functions lists them.", maxLength = 100)
            String function,

            @Param(description = "What it is applied to, each item by itself.", minItems = 1, argumentOf = "function")
            JsonList<Object> items,

            @Param(description = Spread.CHUNK_SIZE, min = 1, max = Integer.MAX_VALUE)
            Optional<Integer> chunkSize,

            @Param(description = Spread.NAMES, sizeOf = "items", maxLength = Spread.NAME_LENGTH, line = true)
            Optional<List<String>> names,

            @Param(description = Spread.PAUSE, min = 0, max = Spread.LONGEST_PAUSE)
            Optional<BigDecimal> pause) {

        public Params {
            names = names.map(List::copyOf);
        }

        private Spread spread() {
            return new Spread(chunkSize, names, pause);
        }
    }

    private final ChunkedCalls calls = new ChunkedCalls();

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String description() {
        return "One function applied to each item; the values in the order of the items.";
    }

    @Override
    public List<Params> rehearsals() {
        return List.of(params("square", 1, 2, 3));
    }

    @Override
    public List<Example<Params>> examples() {
        return List.of(
                new Example<>("squares", params("square", 1, 2, 3, new BigInteger("123456789012345678901234567890"))),
                new Example<>("three sleeps, together as long as the longest", params("sleep", 3, 2, 1)));
    }

    private static Params params(String function, Object... items) {
        return new Params(function, JsonList.of(List.of(items)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public List<CallChunk> split(Params params) {
        return calls.split(params.function, params.items, params.spread(), true);
    }

    @Override
    public List<CallChunk> split(Params params, SplitContext context) {
        return calls.split(params.function, params.items, params.spread(), context.tasksStandAlone());
    }

    @Override
    public Optional<String> taskName(CallChunk chunk) {
        return chunk.name();
    }

    @Override
    public double weight(CallChunk chunk) {
        return chunk.size();
    }

    @Override
    public JsonList<@Nullable Object> run(CallChunk chunk, TaskContext context) throws InterruptedException {
        return calls.run(chunk, false, context);
    }

    @Override
    public JobResult combine(Params params, List<JsonList<@Nullable Object>> chunks) {
        return ChunkedCalls.combine(chunks);
    }
}
