package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedPiTests {

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    static List<PiSeries> series() {
        return List.of(new Chudnovsky(), new BaileyBorweinPlouffe());
    }

    @ParameterizedTest
    @MethodSource("series")
    void digitsAreRightFromAlmostNoGuardBits(PiSeries series) throws Exception {
        String reference = ReferencePi.machin(1000);
        var pi = new TruncatedPi(series, 1);
        for (int precision = 2; precision <= 1000; precision++) {
            assertThat(pi.digits(precision, progress))
                    .as("precision %d", precision)
                    .isEqualTo(reference.substring(0, precision + 1));
        }
    }

    @Test
    void asksForTwiceTheGuardBitsWhenNinesFollowTheCut() throws Exception {
        var asked = new ArrayList<Integer>();
        PiSeries recording = (bits, ignored) -> {
            asked.add(bits);
            return new Chudnovsky().pi(bits, ignored);
        };
        int bits = (int) Math.ceil(761 * Math.log(10) / Math.log(2));
        assertThat(new TruncatedPi(recording, 8).digits(762, progress)).endsWith("34");
        assertThat(asked).containsExactly(bits + 8, bits + 16, bits + 32);
    }

    @ParameterizedTest
    @MethodSource("series")
    void errorIsWithinTheBoundTold(PiSeries series) throws Exception {
        BigInteger reference = new BigInteger(ReferencePi.machin(700).replace(".", ""));
        BigInteger scale = BigInteger.TEN.pow(699);
        for (int bits = 1; bits <= 2200; bits++) {
            FixedPoint pi = series.pi(bits, progress);
            BigInteger distance = pi.mantissa()
                    .multiply(scale)
                    .subtract(reference.shiftLeft(bits))
                    .abs();
            assertThat(pi.bits()).isEqualTo(bits);
            assertThat(distance).as("%d bits", bits).isLessThan(scale.multiply(BigInteger.valueOf(pi.error())));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesPrecisionsBelowOne(int precision) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TruncatedPi(new Chudnovsky()).digits(precision, progress))
                .withMessageContaining(String.valueOf(precision));
    }

    @Test
    void roundsDownOnlyWhatTheErrorLeavesNoDoubtOf() {
        assertThat(fixedPoint(3 * 256 + 128, 8, 100).timesRoundedDown(BigInteger.ONE))
                .contains(BigInteger.valueOf(3));
        assertThat(fixedPoint(4 * 256 - 1, 8, 2).timesRoundedDown(BigInteger.ONE))
                .isEqualTo(Optional.empty());
        assertThat(fixedPoint(4 * 256 + 1, 8, 2).timesRoundedDown(BigInteger.ONE))
                .isEqualTo(Optional.empty());
        assertThat(fixedPoint(4 * 256 + 1, 8, 2).timesRoundedDown(BigInteger.TEN))
                .isEqualTo(Optional.empty());
    }

    private static FixedPoint fixedPoint(long mantissa, int bits, long error) {
        return new FixedPoint(BigInteger.valueOf(mantissa), bits, error);
    }
}
