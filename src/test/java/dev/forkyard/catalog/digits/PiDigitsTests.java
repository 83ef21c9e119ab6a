package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import dev.forkyard.catalog.digits.PiDigits.Params;
import dev.forkyard.catalog.digits.PiDigits.Task;
import dev.forkyard.catalog.digits.PiDigits.Value;
import dev.forkyard.catalog.digits.PiDigits.Values;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.TaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PiDigitsTests {

    private final PiDigits piDigits = new PiDigits();

    @ParameterizedTest
    @CsvSource({
        "1, chudnovsky", "2, chudnovsky", "10, chudnovsky", "1000, chudnovsky", "1500, chudnovsky", "2000, chudnovsky",
        "1, bbp", "2, bbp", "10, bbp", "1000, bbp", "1500, bbp", "2000, bbp",
        "10, gauss-legendre", "1000, gauss-legendre", "10, machin", "1000, machin", "20000, machin"
    })
    void everyDigitEqualsIndependentComputations(int precision, String algorithm) throws Exception {
        assertThat(digits(precision, named(algorithm)))
                .isEqualTo(ReferencePi.machin(precision))
                .isEqualTo(ReferencePi.apfloat(precision));
    }

    @ParameterizedTest
    @EnumSource
    void everyOfHundredThousandDigitsEqualsAnIndependentComputation(Algorithm algorithm) throws Exception {
        assertThat(digits(100_000, algorithm).equals(ReferencePi.apfloat(100_000)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void digitsAreTruncatedAndNotRounded(Algorithm algorithm) throws Exception {
        String reference = ReferencePi.machin(800);
        for (int precision = 1; precision <= 800; precision++) {
            assertThat(digits(precision, algorithm))
                    .as("precision %d", precision)
                    .isEqualTo(precision == 1 ? "3" : reference.substring(0, precision + 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixNinesOfTheFeynmanPointStayNines(Algorithm algorithm) throws Exception {
        for (int precision = 755; precision <= 775; precision++) {
            assertThat(digits(precision, algorithm))
                    .endsWith("5187072113499999983729780".substring(0, precision - 751));
        }
    }

    @Test
    void algorithmsAgreeOnRandomPrecisions() throws Exception {
        var random = new Random(20_260_101);
        for (int i = 0; i < 50; i++) {
            int precision = 2 + random.nextInt(4999);
            assertThat(digits(precision, Algorithm.BBP))
                    .as("precision %d", precision)
                    .isEqualTo(digits(precision, Algorithm.CHUDNOVSKY));
        }
    }

    @Test
    void splitsIntoOneTaskForEachPrecisionInOrder() {
        assertThat(piDigits.split(new Params(List.of(20, 10, 20), Algorithm.BBP)))
                .containsExactly(new Task(20, Algorithm.BBP), new Task(10, Algorithm.BBP), new Task(20, Algorithm.BBP));
    }

    @Test
    void splitRefusesMoreDigitsThanAWorkerCanHold() {
        var params = new Params(new ArrayList<>(Collections.nCopies(11, 1_000_000)), Algorithm.CHUDNOVSKY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> piDigits.split(params))
                .withMessageContaining("10000000")
                .withMessageContaining("11000000");
    }

    @Test
    void combinesInTheOrderAsked() throws Exception {
        JobResult result = run(new Params(List.of(3, 1, 2), Algorithm.BBP));
        assertThat(result.value())
                .isEqualTo(new Values(List.of(
                        new Value(3, "3.14", Algorithm.BBP, Arithmetic.java().name()),
                        new Value(1, "3", Algorithm.BBP, Arithmetic.java().name()),
                        new Value(2, "3.1", Algorithm.BBP, Arithmetic.java().name()))));
        assertThat(result.representations()).isEmpty();
    }

    @Test
    void onePrecisionCanBeHadAsPlainText() throws Exception {
        assertThat(run(new Params(List.of(5), Algorithm.CHUDNOVSKY)).representations())
                .containsExactly(new Representation("text/plain", "/values/0/digits"));
    }

    @Test
    void everyExampleRuns() throws Exception {
        for (Example<Params> example : piDigits.examples()) {
            var values = (Values) run(example.params()).value();
            assertThat(values.values())
                    .as(example.name())
                    .extracting(Value::precision)
                    .isEqualTo(example.params().precisions());
        }
    }

    @ParameterizedTest
    @EnumSource
    void progressRisesToOne(Algorithm algorithm) throws Exception {
        var context = new ScriptedContext();
        piDigits.run(new Task(20_000, algorithm), context);
        assertThat(context.progressTold()).isSorted().hasSizeGreaterThan(20);
        assertThat(context.progressTold().get(context.progressTold().size() - 1))
                .isGreaterThan(0.95)
                .isLessThan(1.0001);
    }

    @ParameterizedTest
    @CsvSource({
        "chudnovsky, 0.01",
        "chudnovsky, 0.5",
        "chudnovsky, 0.7",
        "chudnovsky, 0.85",
        "machin, 0.5",
        "gauss-legendre, 0.5",
        "bbp, 0.01",
        "bbp, 0.5",
        "bbp, 0.85"
    })
    void stopsWhereItIsCancelled(String algorithm, double fraction) {
        var context = ScriptedContext.cancelledAt(fraction);
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> piDigits.run(new Task(20_000, named(algorithm)), context));
        assertThat(context.progressTold()).filteredOn(told -> told >= fraction).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void stopsSoonAfterItsThreadIsInterrupted(Algorithm algorithm) throws Exception {
        var halfway = new CountDownLatch(1);
        TaskContext context = new ScriptedContext(reached -> {
            if (reached > 0.3) {
                halfway.countDown();
            }
        });
        var run = new FutureTask<>(() -> {
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> piDigits.run(new Task(300_000, algorithm), context));
            return System.nanoTime();
        });
        var thread = new Thread(run);
        thread.start();
        assertThat(halfway.await(60, TimeUnit.SECONDS)).isTrue();
        long interrupted = System.nanoTime();
        thread.interrupt();
        assertThat(Duration.ofNanos(run.get(60, TimeUnit.SECONDS) - interrupted))
                .isLessThan(Duration.ofSeconds(30));
    }

    private String digits(int precision, Algorithm algorithm) throws Exception {
        return piDigits.run(new Task(precision, algorithm), new ScriptedContext())
                .digits();
    }

    private JobResult run(Params params) throws Exception {
        var results = new ArrayList<Value>();
        for (Task task : piDigits.split(params)) {
            results.add(piDigits.run(task, new ScriptedContext()));
        }
        return piDigits.combine(params, results);
    }

    private static Algorithm named(String text) {
        return List.of(Algorithm.values()).stream()
                .filter(algorithm -> algorithm.toString().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
