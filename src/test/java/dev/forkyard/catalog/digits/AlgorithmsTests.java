package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class AlgorithmsTests {

    private static final List<PiSeries> ALL =
            List.of(new Chudnovsky(), new BaileyBorweinPlouffe(), new GaussLegendre(), new Machin());

    private static final List<Arithmetic> ARITHMETICS = Arithmetic.fastest().equals(Arithmetic.java())
            ? List.of(Arithmetic.java())
            : List.of(Arithmetic.java(), Arithmetic.fastest());

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
                    String digits = new TruncatedPi(series, arithmetic).digits(precision, TaskProgress.untold());
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
        String digits =
                new TruncatedPi(new Chudnovsky(), Arithmetic.fastest()).digits(1_000_001, TaskProgress.untold());
        assertThat(digits).endsWith("5779458151");
        assertThat(new TruncatedPi(new GaussLegendre(), Arithmetic.fastest())
                        .digits(1_000_001, TaskProgress.untold())
                        .equals(digits))
                .isTrue();
    }

    @Test
    void piecesComputedApartMakeTheSamePi() throws Exception {
        long bits = 30_000;
        long terms = Chudnovsky.terms(bits);
        for (Arithmetic arithmetic : ARITHMETICS) {
            Deque<byte[]> written = new ArrayDeque<>();
            for (int part = 0; part < 4; part++) {
                try (Workspace apart = arithmetic.open()) {
                    ExactSum sum = Chudnovsky.sum(
                            terms * part / 4, terms * (part + 1) / 4, part == 3, apart, TaskProgress.untold());
                    written.add(written(sum));
                }
            }
            try (Workspace workspace = arithmetic.open()) {
                ExactSum left = read(written, workspace).join(read(written, workspace), TaskProgress.untold());
                ExactSum right = read(written, workspace).join(read(written, workspace), TaskProgress.untold());
                MutableInteger root = Chudnovsky.root(bits, workspace);
                FixedPoint pi =
                        Chudnovsky.finish(left.join(right, TaskProgress.untold()), root, bits, TaskProgress.untold());
                FixedPoint whole = new Chudnovsky().pi(bits, workspace, TaskProgress.untold());
                assertThat(pi.mantissa().compareTo(whole.mantissa())).isZero();
            }
        }
    }

    @Test
    void nothingCanFollowTheLastTerm() throws Exception {
        try (Workspace workspace = Arithmetic.java().open()) {
            ExactSum last = Chudnovsky.sum(0, 100, true, workspace, TaskProgress.untold());
            ExactSum more = Chudnovsky.sum(100, 200, true, workspace, TaskProgress.untold());
            assertThat(last.p()).isNull();
            assertThatIllegalArgumentException().isThrownBy(() -> last.join(more, TaskProgress.untold()));
        }
    }

    /** A computation of a million digits takes megabytes; a hundred that leak would be seen. */
    @Test
    void cancelledComputationsLeaveNoMemoryBehind() throws Exception {
        requireGmp();
        Path statm = Path.of("/proc/self/statm");
        assumeTrue(Files.isReadable(statm), "only Linux tells how much memory a process has");
        cancelOften(20);
        long before = residentPages(statm);
        cancelOften(150);
        assertThat((residentPages(statm) - before) * 4096).isLessThan(60L << 20);
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

    private static byte[] written(ExactSum sum) throws IOException {
        var bytes = new ByteArrayOutputStream();
        sum.write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static ExactSum read(Deque<byte[]> written, Workspace workspace) throws IOException {
        return ExactSum.read(Channels.newChannel(new ByteArrayInputStream(written.remove())), workspace);
    }
}
