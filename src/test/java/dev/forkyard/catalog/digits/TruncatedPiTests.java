package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedPiTests {

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    static List<PiSeries> series() {
        return List.of(new Chudnovsky(), new BaileyBorweinPlouffe(), new GaussLegendre(), new Machin());
    }

    @ParameterizedTest
    @MethodSource("series")
    void digitsAreRightFromAlmostNoGuardBits(PiSeries series) throws Exception {
        String reference = ReferencePi.machin(1000);
        var pi = new TruncatedPi(series, Arithmetic.java(), 1);
        for (int precision = 2; precision <= 1000; precision++) {
            assertThat(pi.digits(precision, progress))
                    .as("precision %d", precision)
                    .isEqualTo(reference.substring(0, precision + 1));
        }
    }

    @Test
    void asksForTwiceTheGuardBitsWhenNinesFollowTheCut() throws Exception {
        var asked = new ArrayList<Long>();
        PiSeries recording = (bits, workspace, ignored) -> {
            asked.add(bits);
            return new Chudnovsky().pi(bits, workspace, ignored);
        };
        long bits = DecimalDigits.bits(761);
        assertThat(new TruncatedPi(recording, Arithmetic.java(), 8).digits(762, progress))
                .endsWith("34");
        assertThat(asked).containsExactly(bits + 8, bits + 16, bits + 32);
    }

    static List<PiSeries> seriesByRanges() {
        return List.of(inRanges(new BaileyBorweinPlouffe()), inRanges(new Machin()));
    }

    /** π as the sum of ranges, some of a single term. */
    private static PiSeries inRanges(SummedSeries<FixedPoint> series) {
        return (bits, workspace, progress) -> {
            long terms = series.terms(bits);
            FixedPoint sum = series.sum(0, 1, bits, workspace, progress);
            for (long from = 1; from < terms; ) {
                long to = Math.min(terms, 2 * from);
                sum = sum.join(series.sum(from, to, bits, workspace, progress), progress);
                from = to;
            }
            return sum;
        };
    }

    @ParameterizedTest
    @MethodSource({"series", "seriesByRanges"})
    void errorIsWithinTheBoundTold(PiSeries series) throws Exception {
        BigInteger reference = new BigInteger(ReferencePi.machin(700).replace(".", ""));
        BigInteger scale = BigInteger.TEN.pow(699);
        for (int bits = 1; bits <= 2200; bits++) {
            try (Workspace workspace = Arithmetic.java().open()) {
                FixedPoint pi = series.pi(bits, workspace, progress);
                BigInteger distance = pi.mantissa()
                        .toBigInteger()
                        .multiply(scale)
                        .subtract(reference.shiftLeft(bits))
                        .abs();
                assertThat(pi.bits()).isEqualTo(bits);
                assertThat(distance).as("%d bits", bits).isLessThan(scale.multiply(BigInteger.valueOf(pi.error())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesPrecisionsBelowOne(int precision) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TruncatedPi(new Chudnovsky(), Arithmetic.java()).digits(precision, progress))
                .withMessageContaining(String.valueOf(precision));
    }
}
