package dev.forkyard.catalog.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.Function;
import dev.forkyard.task.JsonList;
import dev.forkyard.task.Parameter;
import dev.forkyard.task.TaskContext;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls are shared out over tasks, by a clock that the calls themselves advance. */
class ChunkedCallsTests {

    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong now = new AtomicLong();
    private final ChunkedCalls calls = new ChunkedCalls(now::get);

    @Test
    void tasksAreAsSmallAsThousandsOfThemAllowWhileTheTimeOfACallIsNotKnown() {
        assertThat(sizes(5_000, Optional.empty())).hasSize(5_000).containsOnly(1);
        assertThat(sizes(12_500, Optional.empty())).hasSize(4_167).contains(3);
    }

    @Test
    void taskIsAsManyCallsAsTakeFiftyMilliseconds() throws Exception {
        run(3, 2 * MILLISECOND, Optional.empty());

        assertThat(sizes(10_000, Optional.empty())).hasSize(400).containsOnly(25);
    }

    @Test
    void tasksOfQuickCallsAreStillEnoughToBeSharedOut() throws Exception {
        run(3, 100, Optional.empty());

        assertThat(sizes(1_000_000, Optional.empty())).hasSize(64).containsOnly(15_625);
        assertThat(sizes(100, Optional.empty())).hasSize(100);
    }

    @Test
    void callsOfMoreThanFiftyMillisecondsAreATaskEachUnlessTheyAreTooMany() throws Exception {
        run(1, 2_000 * MILLISECOND, Optional.empty());

        assertThat(sizes(1_000, Optional.empty())).hasSize(1_000);
        assertThat(sizes(10_000, Optional.empty())).hasSize(5_000).containsOnly(2);
    }

    @Test
    void smallTasksStaySmallHoweverQuickCallsAre() throws Exception {
        run(3, 100, Optional.empty());
        Spread spread = new Spread(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(split(1_000, spread, true)).hasSize(1_000);
    }

    @Test
    void sizeFollowsWhatCallsTakeByAndBy() throws Exception {
        run(1, 25 * MILLISECOND, Optional.empty());
        assertThat(sizes(10_000, Optional.empty())).contains(2);

        for (int i = 0; i < 40; i++) {
            run(10, MILLISECOND, Optional.empty());
        }
        assertThat(sizes(10_000, Optional.empty()).get(0)).isBetween(40, 50);
    }

    @Test
    void pausesCountForTheJobThatAsksForThemAlone() throws Exception {
        Optional<BigDecimal> pause = Optional.of(new BigDecimal("0.009"));
        run(2, MILLISECOND, pause);

        assertThat(sizes(10_000, pause)).hasSize(2_000).containsOnly(5);
        assertThat(sizes(10_000, Optional.empty())).hasSize(200).containsOnly(50);
    }

    @Test
    void itemOfAnErrorIsTold() {
        assertThatThrownBy(() -> apply(arguments -> {
                    throw new StackOverflowError();
                }))
                .hasMessage("slow(20), item 7: java.lang.StackOverflowError")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void valueThatJsonDoesNotHaveIsAFailure(double value) {
        assertThatThrownBy(() -> apply(arguments -> value))
                .hasMessageStartingWith("slow(20), item 7: it gave back " + value);
        assertThatThrownBy(() -> apply(arguments -> List.of(Map.of("a", value))))
                .hasMessageStartingWith("slow(20), item 7: it gave back " + value);
        assertThatThrownBy(() -> apply(arguments -> (float) value))
                .hasMessageStartingWith("slow(20), item 7: it gave back ");
    }

    @Test
    void taskOfSeveralItemsTellsTheirNumbers() {
        Spread spread = new Spread(Optional.of(4), Optional.empty(), Optional.empty());

        assertThat(split(9, spread, false).map(CallChunk::name))
                .containsExactly(Optional.of("items 0 to 3"), Optional.of("items 4 to 7"), Optional.of("item 8"));
        Spread single = new Spread(Optional.of(1), Optional.empty(), Optional.empty());
        assertThat(split(3, single, false).map(CallChunk::name)).containsOnly(Optional.empty());
    }

    /** Applies something to the number 20, which is item 7 of its job. */
    private void apply(UnaryOperator<Object> what) throws InterruptedException {
        ScriptedContext context = new ScriptedContext().calling(new Slow(0) {
            @Override
            public Object apply(List<Object> arguments, TaskContext context) {
                return what.apply(arguments);
            }
        });
        CallChunk chunk =
                new CallChunk("slow", 7, 1, JsonList.of(List.of((Object) 20)), Optional.empty(), Optional.empty());
        calls.run(chunk, false, context);
    }

    private List<Integer> sizes(int total, Optional<BigDecimal> pause) {
        Spread spread = new Spread(Optional.empty(), Optional.empty(), pause);
        return split(total, spread, false).map(CallChunk::size).toList();
    }

    private Stream<CallChunk> split(int total, Spread spread, boolean small) {
        return calls.split("slow", JsonList.of(Collections.nCopies(total, (Object) 0)), spread, small).stream();
    }

    /** Has so many calls take so long each, after the pause. */
    private void run(int size, long nanosPerCall, Optional<BigDecimal> pause) throws InterruptedException {
        JsonList<Object> items = JsonList.of(Collections.nCopies(size, (Object) 0));
        ScriptedContext context = new ScriptedContext().calling(new Slow(nanosPerCall + Call.nanos(pause)));
        calls.run(new CallChunk("slow", 0, size, items, Optional.empty(), pause), false, context);
    }

    /** Takes so long by the clock of the test. */
    private class Slow implements Function {

        private final long nanos;

        Slow(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String description() {
            return "Takes its time.";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("x", "Anything."));
        }

        @Override
        public List<Object> example() {
            return List.of(0);
        }

        @Override
        public Object apply(List<Object> arguments, TaskContext context) {
            now.addAndGet(nanos);
            return arguments.get(0);
        }
    }
}
