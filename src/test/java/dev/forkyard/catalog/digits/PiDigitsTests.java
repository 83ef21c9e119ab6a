package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.digits.PiDigits.Algorithm;
import dev.forkyard.catalog.digits.PiDigits.Params;
import dev.forkyard.catalog.digits.PiDigits.Value;
import dev.forkyard.catalog.digits.PiDigits.Values;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import dev.forkyard.task.Example;
import dev.forkyard.task.JobResult;
import dev.forkyard.task.JobResult.Representation;
import dev.forkyard.task.TaskContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PiDigitsTests {

    private final PiDigits piDigits = new PiDigits();

    @TempDir
    private Path directory;

    private int jobs;
    private String lastText = "";

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
    void smallPrecisionsTakeOneTaskEachInOrder() {
        assertThat(piDigits.split(new Params(List.of(20, 10, 20), Algorithm.BBP)))
                .extracting(DigitsTask::step, DigitsTask::value, DigitsTask::precision)
                .containsExactly(tuple(Step.WHOLE, 0, 20), tuple(Step.WHOLE, 1, 10), tuple(Step.WHOLE, 2, 20));
    }

    @Test
    void combinesInTheOrderAsked() throws Exception {
        JobResult result = run(new Params(List.of(3, 1, 2), Algorithm.BBP));
        assertThat(((Values) result.value()).values())
                .extracting(Value::precision, value -> value.digits().orElseThrow(), Value::offset)
                .containsExactly(
                        tuple(3, "3.14", Optional.empty()),
                        tuple(1, "3", Optional.empty()),
                        tuple(2, "3.1", Optional.empty()));
    }

    @Test
    void tellsWhatComputedAndTheDigitsHash() throws Exception {
        Value value = ((Values) run(new Params(List.of(5), Algorithm.MACHIN)).value())
                .values()
                .get(0);
        assertThat(value.algorithm()).isEqualTo(Algorithm.MACHIN);
        assertThat(value.arithmetic()).isEqualTo(Arithmetic.java().name());
        assertThat(value.sha256()).isEqualTo(sha256("3.1415"));
    }

    @Test
    void fewDigitsCanBeHadAsPlainTextToo() throws Exception {
        assertThat(run(new Params(List.of(5, 3), Algorithm.CHUDNOVSKY)).representations())
                .containsExactly(Representation.ofString("text/plain", "/values/*/digits"));
    }

    @Test
    void manyDigitsAreAFileWithAValueOnEachLine() throws Exception {
        JobResult result = run(new Params(List.of(90_000, 1, 9_999, 2), Algorithm.CHUDNOVSKY));
        String text = Files.readString(
                directory.resolve(result.representations().get(0).file()));
        String reference = ReferencePi.apfloat(90_000);

        assertThat(text.lines()).containsExactly(reference, "3", reference.substring(0, 10_000), "3.1");
        List<Value> values = ((Values) result.value()).values();
        assertThat(values).extracting(Value::digits).containsOnly(Optional.empty());
        assertThat(values)
                .extracting(value -> value.offset().orElseThrow())
                .containsExactly(0L, 90_002L, 90_004L, 100_005L);
        assertThat(values)
                .extracting(Value::sha256)
                .containsExactly(sha256(reference), sha256("3"), sha256(reference.substring(0, 10_000)), sha256("3.1"));
    }

    @ParameterizedTest
    @EnumSource
    void digitsOfASharedPrecisionAreThoseOfAnUnsharedOne(Algorithm algorithm) throws Exception {
        int precision = DigitsPlan.SHARED_DIGITS + 12_345;
        JobResult result = run(new Params(List.of(precision), algorithm));

        String text = Files.readString(
                directory.resolve(result.representations().get(0).file()));
        String alone = new TruncatedPi(Algorithm.CHUDNOVSKY.series(), Arithmetic.java())
                .digits(precision, TaskProgress.of(new ScriptedContext()));
        assertThat(text.equals(alone)).isTrue();
    }

    @Test
    void millionDigitsByAllAlgorithmsAreTheSame() throws Exception {
        List<String> hashes = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            hashes.add(value(1_000_001, algorithm).sha256());
        }

        assertThat(hashes).hasSize(4).containsOnly(hashes.get(0));
        assertThat(lastText).hasSize(1_000_002).endsWith("5779458151");
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
        piDigits.run(whole(19_999, algorithm), context);
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
                .isThrownBy(() -> piDigits.run(whole(19_999, named(algorithm)), context));
        assertThat(context.progressTold()).filteredOn(told -> told >= fraction).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void stopsSoonAfterItsThreadIsInterrupted(Algorithm algorithm) throws Exception {
        var halfway = new CountDownLatch(1);
        TaskContext context = new ScriptedContext(reached -> {
                    if (reached > 0.3) {
                        halfway.countDown();
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                    }
                })
                .in(directory, "0-");
        var run = new FutureTask<>(() -> {
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> piDigits.run(whole(300_000, algorithm), context));
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
        JobResult result = run(new Params(List.of(precision), algorithm));
        return result.representations().get(0).file() == null
                ? ((Values) result.value()).values().get(0).digits().orElseThrow()
                : lastText;
    }

    private Value value(int precision, Algorithm algorithm) throws Exception {
        return ((Values) run(new Params(List.of(precision), algorithm)).value())
                .values()
                .get(0);
    }

    private JobResult run(Params params) throws Exception {
        List<DigitsTask> tasks = piDigits.split(params);
        List<Piece> pieces = new ArrayList<>();
        Path job = Files.createDirectory(directory.resolve("job-" + jobs++));
        for (DigitsTask task : tasks) {
            List<Piece> needed = piDigits.needs(task).stream().map(pieces::get).toList();
            ScriptedContext context = new ScriptedContext().in(job, pieces.size() + "-");
            pieces.add(piDigits.run(task, needed, context));
        }
        JobResult result = piDigits.combine(params, pieces);
        for (Representation each : result.representations()) {
            if (each.file() != null) {
                lastText = Files.readString(job.resolve(each.file()));
                Files.move(
                        job.resolve(each.file()), directory.resolve(each.file()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return result;
    }

    private static DigitsTask whole(int precision, Algorithm algorithm) {
        return new DigitsTask(Step.WHOLE, 0, precision, algorithm, 0, 0, List.of(), 1);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Algorithm named(String text) {
        return List.of(Algorithm.values()).stream()
                .filter(algorithm -> algorithm.toString().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
