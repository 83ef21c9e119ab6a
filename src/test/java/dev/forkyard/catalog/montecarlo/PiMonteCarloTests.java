package dev.forkyard.catalog.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.catalog.montecarlo.PiMonteCarlo.Count;
import dev.forkyard.catalog.montecarlo.PiMonteCarlo.Estimate;
import dev.forkyard.catalog.montecarlo.PiMonteCarlo.Params;
import dev.forkyard.catalog.montecarlo.PiMonteCarlo.Part;
import dev.forkyard.catalog.montecarlo.PiMonteCarlo.Task;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.Example;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PiMonteCarloTests {

    private static final int TASK = 1 << 25;

    private final PiMonteCarlo monteCarlo = new PiMonteCarlo();

    @Test
    void orderOfTheTasksAndTheirRetriesChangeNothing() throws Exception {
        var params = new Params(3L * TASK - 7, Optional.of(42L));
        List<Task> tasks = monteCarlo.split(params);
        assertThat(tasks).hasSize(4);
        var counts = new ArrayList<Count>();
        for (Task task : tasks) {
            counts.add(run(task));
        }
        var other = new PiMonteCarlo();
        for (int i = tasks.size() - 1; i >= 0; i--) {
            assertThat(other.run(tasks.get(i), new ScriptedContext())).isEqualTo(counts.get(i));
        }
    }

    @Test
    void tasksAreTheSeedsBlocksInOrder() {
        List<Task> tasks = monteCarlo.split(new Params(1_000_000_000L, Optional.of(3L)));
        assertThat(tasks).hasSize(32).extracting(Task::seed).containsOnly(3L);
        for (int block = 0; block < tasks.size(); block++) {
            assertThat(tasks.get(block).block()).isEqualTo(block);
        }
        assertThat(tasks).extracting(Task::samples).first().isEqualTo(31_250_432L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 511, 512, 513, 1000})
    void fewPointsAreOneTask(long samples) throws Exception {
        Estimate estimate = run(new Params(samples, Optional.of(42L)));
        assertThat(estimate.parts()).containsExactly(new Part(samples, estimate.inside()));
        assertThat(estimate.samples()).isEqualTo(samples);
        assertThat(estimate.estimate()).isEqualTo(4.0 * estimate.inside() / samples);
    }

    @Test
    void partsAreTheTasksInOrder() throws Exception {
        Estimate estimate = run(new Params(TASK + 1L, Optional.of(1L)));
        assertThat(estimate.parts())
                .extracting(Part::samples)
                .containsExactly(TASK / 4 + 512L, TASK / 4 + 512L, TASK / 4 + 512L, TASK / 4 - 1535L);
        assertThat(estimate.parts().stream().mapToLong(Part::inside).sum()).isEqualTo(estimate.inside());
    }

    @Test
    void largestJobSplitsIntoAFewHundredTasks() {
        List<Task> tasks = monteCarlo.split(new Params(1_000_000_000_000L, Optional.of(1L)));
        assertThat(tasks).hasSizeBetween(200, 256);
        assertThat(tasks.stream().mapToLong(Task::samples).sum()).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void hundredMillionPointsGiveTheKnownEstimate() throws Exception {
        Estimate estimate = run(monteCarlo.examples().get(0).params());
        assertThat(estimate.inside()).isEqualTo(78_539_195);
        assertThat(estimate.estimate()).isEqualTo(3.1415678);
        assertThat(estimate.seed()).isEqualTo(42);
        assertThat(estimate.standardError()).isCloseTo(1.642e-4, within(1e-7));
        assertThat(Math.PI)
                .isBetween(
                        estimate.confidence95().get(0), estimate.confidence95().get(1));
    }

    @Test
    void intervalHoldsPiForAboutNineteenOfTwentySeeds() throws Exception {
        int held = 0;
        for (long seed = 0; seed < 2000; seed++) {
            List<Double> interval = run(new Params(10_000, Optional.of(seed))).confidence95();
            held += interval.get(0) <= Math.PI && Math.PI <= interval.get(1) ? 1 : 0;
        }
        assertThat(held).isBetween(1870, 1930);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void onePointGivesAnHonestInterval(long seed) throws Exception {
        Estimate estimate = run(new Params(1, Optional.of(seed)));
        assertThat(estimate.estimate()).isIn(0.0, 4.0);
        assertThat(estimate.standardError()).isZero();
        assertThat(estimate.confidence95()).hasSize(2).isSorted();
        assertThat(estimate.confidence95().get(1) - estimate.confidence95().get(0))
                .isGreaterThan(3);
        assertThat(estimate.confidence95())
                .allSatisfy(bound -> assertThat(bound).isBetween(0.0, 4.0));
    }

    @Test
    void drawnSeedIsToldAndGivesTheSameAgain() throws Exception {
        Estimate drawn = run(new Params(TASK + 3L, Optional.empty()));
        assertThat(drawn.seed()).isBetween(0L, (1L << 53) - 1);
        assertThat(run(new Params(TASK + 3L, Optional.of(drawn.seed())))).isEqualTo(drawn);
    }

    @Test
    void everyJobDrawsItsOwnSeed() {
        var params = new Params(1, Optional.empty());
        assertThat(monteCarlo.split(params).get(0).seed())
                .isNotEqualTo(monteCarlo.split(params).get(0).seed());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void anyLongIsASeed(long seed) throws Exception {
        Estimate estimate = run(new Params(1_000_000, Optional.of(seed)));
        assertThat(estimate.seed()).isEqualTo(seed);
        assertThat(estimate.estimate()).isCloseTo(Math.PI, within(0.01));
    }

    @Test
    void everyExampleRuns() throws Exception {
        for (Example<Params> example : monteCarlo.examples()) {
            assertThat(run(example.params()).samples())
                    .isEqualTo(example.params().samples());
        }
    }

    @Test
    void progressRisesToOne() throws Exception {
        var context = new ScriptedContext();
        monteCarlo.run(new Task(1, 0, TASK), context);
        assertThat(context.progressTold()).isSorted().hasSizeBetween(10, 1000).endsWith(1.0);
    }

    @Test
    void stopsWhereItIsCancelled() {
        var context = ScriptedContext.cancelledAt(0.5);
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> monteCarlo.run(new Task(1, 0, TASK), context));
        assertThat(context.progressTold()).filteredOn(told -> told >= 0.5).hasSize(1);
    }

    @Test
    void stopsSoonAfterItsThreadIsInterrupted() throws Exception {
        var started = new CountDownLatch(1);
        var context = new ScriptedContext(reached -> started.countDown());
        var run = new FutureTask<>(() -> {
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> monteCarlo.run(new Task(1, 0, 1_000_000_000_000L), context));
            return System.nanoTime();
        });
        var thread = new Thread(run);
        thread.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        long interrupted = System.nanoTime();
        thread.interrupt();
        assertThat(Duration.ofNanos(run.get(60, TimeUnit.SECONDS) - interrupted))
                .isLessThan(Duration.ofSeconds(30));
    }

    private Estimate run(Params params) throws InterruptedException {
        var counts = new ArrayList<Count>();
        for (Task task : monteCarlo.split(params)) {
            counts.add(run(task));
        }
        return combine(counts);
    }

    private Count run(Task task) throws InterruptedException {
        return monteCarlo.run(task, new ScriptedContext());
    }

    private Estimate combine(List<Count> counts) {
        return (Estimate)
                monteCarlo.combine(new Params(1, Optional.empty()), counts).value();
    }
}
