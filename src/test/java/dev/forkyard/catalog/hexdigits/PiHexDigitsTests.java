package dev.forkyard.catalog.hexdigits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.forkyard.catalog.hexdigits.PiHexDigits.Digits;
import dev.forkyard.catalog.hexdigits.PiHexDigits.Params;
import dev.forkyard.catalog.hexdigits.PiHexDigits.Sum;
import dev.forkyard.catalog.hexdigits.PiHexDigits.Task;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PiHexDigitsTests {

    private final PiHexDigits hexDigits = new PiHexDigits();

    @Test
    void everyOfTheFirstPositionsGivesTheDigitsOfAnIndependentComputation() throws Exception {
        String reference = ReferenceHexPi.digits(4000);
        assertThat(reference).startsWith("243F6A8885A308D3");
        for (int position = 1; position <= 3000; position++) {
            int count = 1 + position % 50;
            assertThat(digits(position, count))
                    .as("position %d, count %d", position, count)
                    .isEqualTo(reference.substring(position - 1, position - 1 + count));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 10, 100, 999, 1000})
    void everyCountGivesTheDigitsOfAnIndependentComputation(int count) throws Exception {
        String reference = ReferenceHexPi.digits(3000);
        for (int position : new int[] {1, 2, 3, 17, 2000}) {
            assertThat(digits(position, count)).isEqualTo(reference.substring(position - 1, position - 1 + count));
        }
    }

    @Test
    void digitsFarOutEqualThoseOfAComputationOfAllDigits() throws Exception {
        String reference = ReferenceHexPi.apfloat(100_200);
        var random = new SplittableRandom(20_260_105);
        for (int i = 0; i < 30; i++) {
            int position = i == 0 ? 100_000 : 1 + random.nextInt(100_000);
            int count = 1 + random.nextInt(200);
            assertThat(digits(position, count))
                    .as("position %d, count %d", position, count)
                    .isEqualTo(reference.substring(position - 1, position - 1 + count));
        }
    }

    /**
     * D. Bailey, <i>The BBP algorithm for pi</i>, 2006, table 1: digits "starting at position" 10^6 and so on. The first
     * after the point has position 1 there as here, where the other tests fix it; otherwise these would be shifted. Apfloat
     * too, asked for 1 000 200 hexadecimal digits, has those of the first row after 999 999 others.
     */
    @ParameterizedTest
    @CsvSource({"1000000, 26C65E52CB4593", "10000000, 17AF5863EFED8D", "100000000, ECB840E21926EC"})
    void digitsFarOutAreThePublishedOnes(long position, String published) throws Exception {
        assertThat(digits(position, published.length())).isEqualTo(published);
    }

    @ParameterizedTest
    @ValueSource(ints = {-400, -60, -20, 0})
    void digitsInDoubtAreResolvedByAnotherComputation(int guardBits) throws Exception {
        String reference = ReferenceHexPi.digits(2000);
        var doubtful = new PiHexDigits(guardBits);
        for (int position = 1; position <= 300; position++) {
            int count = 1 + position % 20;
            assertThat(digits(doubtful, new Params(position, count)))
                    .as("position %d, count %d", position, count)
                    .isEqualTo(reference.substring(position - 1, position - 1 + count));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10000, 1000, 1", "100000000, 16, 25", "1000000000, 16, 300", "999999999000, 1000, 4096"})
    void splitsIntoTasksOfAboutEqualWeightThatCoverTheHead(long position, int count, int about) {
        List<Task> tasks = hexDigits.split(new Params(position, count));
        assertThat((double) tasks.size()).isBetween(about * 0.5, about * 2.0);
        assertThat(tasks.size()).isLessThanOrEqualTo(4096);
        long next = 0;
        for (Task task : tasks) {
            assertThat(task.first()).isEqualTo(next);
            assertThat(hexDigits.weight(task))
                    .isPositive()
                    .isCloseTo(hexDigits.weight(tasks.get(0)), within(0.4 * hexDigits.weight(tasks.get(0))));
            next += task.terms();
        }
        assertThat(next)
                .isEqualTo(
                        new Extraction(Formula.BELLARD, position, tasks.get(0).words()).headTerms());
    }

    @Test
    void denominatorsOfTheLastPositionAreWithinTheKernelsLimit() {
        var extraction = Extraction.of(Formula.BELLARD, PiHexDigits.LAST_POSITION, 1000, Extraction.GUARD_BITS);
        assertThat(Formula.BELLARD.fractions())
                .allSatisfy(fraction ->
                        assertThat(fraction.denominator(extraction.headTerms())).isLessThan(Kernel.DENOMINATOR_LIMIT));
    }

    @Test
    void lastPositionMayBeginAsManyDigitsAsAnyOther() {
        List<Task> tasks = hexDigits.split(new Params(PiHexDigits.LAST_POSITION, 1000));

        assertThat(tasks).isNotEmpty().allMatch(task -> task.position() == PiHexDigits.LAST_POSITION);
        assertThat(tasks.stream().mapToLong(Task::terms).sum()).isGreaterThanOrEqualTo(400_000_000_000L);
    }

    @Test
    void digitsCanBeHadAsPlainText() throws Exception {
        assertThat(run(hexDigits, new Params(1, 8)))
                .isEqualTo(JobResult.of(new Digits("243F6A88")).with(Representation.ofString("text/plain", "/digits")));
    }

    @Test
    void everyExampleRuns() throws Exception {
        for (Example<Params> example : hexDigits.examples()) {
            assertThat(digits(hexDigits, example.params()))
                    .as(example.name())
                    .hasSize(example.params().count());
        }
    }

    @Test
    void warmUpStopsWhenItIsInterrupted() throws Exception {
        hexDigits.warmUp();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(hexDigits::warmUp);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void progressRisesToOne() throws Exception {
        var context = new ScriptedContext();
        hexDigits.run(new Task(100_000_000, 4, 0, 5_000_000), context);
        assertThat(context.progressTold()).isSorted().hasSizeBetween(5, 1000).endsWith(1.0);
    }

    @Test
    void stopsWhereItIsCancelled() {
        var context = ScriptedContext.cancelledAt(0.5);
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> hexDigits.run(new Task(100_000_000, 4, 0, 5_000_000), context));
        assertThat(context.progressTold()).filteredOn(told -> told >= 0.5).hasSize(1);
    }

    @Test
    void stopsSoonAfterItsThreadIsInterrupted() throws Exception {
        var started = new CountDownLatch(1);
        var context = new ScriptedContext(reached -> started.countDown());
        var run = new FutureTask<>(() -> {
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() ->
                            hexDigits.run(new Task(PiHexDigits.LAST_POSITION, 114, 0, 100_000_000_000L), context));
            return System.nanoTime();
        });
        var thread = new Thread(run);
        thread.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        long interrupted = System.nanoTime();
        thread.interrupt();
        assertThat(Duration.ofNanos(run.get(60, TimeUnit.SECONDS) - interrupted))
                .isLessThan(Duration.ofSeconds(40));
    }

    private String digits(long position, int count) throws InterruptedException {
        return digits(hexDigits, new Params(position, count));
    }

    private static String digits(PiHexDigits hexDigits, Params params) throws InterruptedException {
        return ((Digits) run(hexDigits, params).value()).digits();
    }

    private static JobResult run(PiHexDigits hexDigits, Params params) throws InterruptedException {
        var sums = new ArrayList<Sum>();
        for (Task task : hexDigits.split(params)) {
            sums.add(hexDigits.run(task, new ScriptedContext()));
        }
        return hexDigits.combine(params, sums);
    }
}
