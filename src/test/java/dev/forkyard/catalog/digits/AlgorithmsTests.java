package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class AlgorithmsTests {

    private static final List<PiSeries> ALL =
            List.of(new Chudnovsky(), new BaileyBorweinPlouffe(), new GaussLegendre(), new Machin());

    private static final List<Arithmetic> ARITHMETICS = Arithmetic.fastest().equals(Arithmetic.java())
            ? List.of(Arithmetic.java())
            : List.of(Arithmetic.java(), Arithmetic.fastest());

    private static final TaskProgress progress = TaskProgress.untold();

    @BeforeAll
    static void compileLargeProducts() throws InterruptedException {
        Arithmetic.java().warmUp();
        Arithmetic.fastest().warmUp();
    }

    @Test
    void allAgreeOnEveryArithmeticWithOneThatIsIndependent() throws Exception {
        String reference = ReferencePi.machin(20_000);
        var random = new Random();
        int[] precisions = IntStream.concat(
                        IntStream.concat(IntStream.rangeClosed(2, 20), IntStream.rangeClosed(755, 775)),
                        IntStream.generate(() -> 2 + random.nextInt(19_999)).limit(12))
                .toArray();
        for (int precision : precisions) {
            for (PiSeries series : ALL) {
                for (Arithmetic arithmetic : ARITHMETICS) {
                    String digits = new TruncatedPi(series, arithmetic).digits(precision, progress);
                    assertThat(digits.equals(reference.substring(0, precision + 1)))
                            .as("%d digits by %s on %s", precision, series.getClass(), arithmetic.name())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void twoAgreeOnAMillionDecimals() throws Exception {
        requireGmp();
        String digits = new TruncatedPi(new Chudnovsky(), Arithmetic.fastest()).digits(1_000_001, progress);
        assertThat(digits).endsWith("5779458151");
        assertThat(new TruncatedPi(new GaussLegendre(), Arithmetic.fastest())
                        .digits(1_000_001, progress)
                        .equals(digits))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 47, 5000, 30_000, 700_000})
    void rangesSummedApartMakeTheSamePi(long bits) throws Exception {
        for (Arithmetic arithmetic : ARITHMETICS) {
            try (Workspace workspace = arithmetic.open()) {
                FixedPoint pi = new Chudnovsky().pi(bits, workspace, progress);
                FixedPoint byExactSums = Chudnovsky.finish(
                        summedApart(new Chudnovsky(), bits, workspace),
                        Chudnovsky.root(bits, workspace),
                        bits,
                        progress);
                assertThat(byExactSums.mantissa().compareTo(pi.mantissa())).isZero();
                for (SummedSeries<FixedPoint> series : List.of(new BaileyBorweinPlouffe(), new Machin())) {
                    FixedPoint sum = summedApart(series, bits, workspace);
                    assertThat(sum.bits()).isEqualTo(bits);
                    assertThat(distance(sum, pi))
                            .as("%d bits by %s on %s", bits, series.getClass(), arithmetic.name())
                            .isLessThan(BigInteger.valueOf(sum.error() + pi.error()));
                }
            }
        }
    }

    /** In up to five ranges of random lengths, each in a workspace of its own; as files are, they are read by another. */
    private static <S extends PartialSum<S>> S summedApart(SummedSeries<S> series, long bits, Workspace workspace)
            throws Exception {
        long terms = series.terms(bits);
        long[] bounds = LongStream.concat(
                        LongStream.of(0, 1, terms - 1, terms),
                        LongStream.generate(() -> new Random().nextLong(terms)).limit(3))
                .distinct()
                .sorted()
                .toArray();
        Deque<byte[]> written = new ArrayDeque<>();
        for (int range = 1; range < bounds.length; range++) {
            try (Workspace apart = workspace.arithmetic().open()) {
                written.add(written(series.sum(bounds[range - 1], bounds[range], bits, apart, progress)));
            }
        }
        S sum = read(series, written.remove(), workspace);
        while (!written.isEmpty()) {
            sum = sum.join(read(series, written.remove(), workspace), progress);
        }
        return sum;
    }

    private static BigInteger distance(FixedPoint a, FixedPoint b) {
        return a.mantissa().toBigInteger().subtract(b.mantissa().toBigInteger()).abs();
    }

    @Test
    void nothingCanFollowTheLastTerm() throws Exception {
        try (Workspace workspace = Arithmetic.java().open()) {
            var series = new Chudnovsky();
            long bits = 5000;
            long terms = series.terms(bits);
            ExactSum last = series.sum(0, terms, bits, workspace, progress);
            ExactSum more = series.sum(terms, terms + 100, bits, workspace, progress);
            assertThat(last.p()).isNull();
            assertThatIllegalArgumentException().isThrownBy(() -> last.join(more, progress));
        }
    }

    /** A computation of a hundred thousand digits takes a megabyte; so many that leak would be seen. */
    @Test
    void cancelledComputationsLeaveNoMemoryBehind() throws Exception {
        requireGmp();
        Path statm = Path.of("/proc/self/statm");
        assumeTrue(Files.isReadable(statm), "only Linux tells how much memory a process has");
        cancelOften(60);
        long before = residentPages(statm);
        cancelOften(150);
        assertThat((residentPages(statm) - before) * 4096).isLessThan(80L << 20);
    }

    private static void cancelOften(int times) {
        for (int i = 0; i < times; i++) {
            double at = 0.3 + 0.6 * i / times;
            PiSeries series = ALL.get(i % ALL.size());
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> new TruncatedPi(series, Arithmetic.fastest())
                            .digits(100_000, TaskProgress.of(ScriptedContext.cancelledAt(at))));
        }
    }

    private static long residentPages(Path statm) throws IOException {
        return Long.parseLong(Files.readString(statm).split(" ", -1)[1]);
    }

    private static void requireGmp() {
        assumeFalse(
                Arithmetic.fastest().equals(Arithmetic.java()),
                "this machine has no libgmp: only its absence is tested");
    }

    private static byte[] written(PartialSum<?> sum) throws IOException {
        var bytes = new ByteArrayOutputStream();
        sum.write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static <S extends PartialSum<S>> S read(SummedSeries<S> series, byte[] written, Workspace workspace)
            throws IOException {
        return series.read(Channels.newChannel(new ByteArrayInputStream(written)), workspace);
    }
}
