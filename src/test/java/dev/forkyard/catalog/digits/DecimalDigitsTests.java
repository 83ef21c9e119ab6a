package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecimalDigitsTests {

    private static final int GUARD_BITS = 64;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 599, 600, 1200, 1201, 2403, 9_999, 50_001})
    void digitsAreThoseOfTheFraction(int length) throws Exception {
        String digits = randomDigits(length + 25);
        byte[] written = new byte[length];
        assertThat(write(digits, 0, length, 5, written)).isTrue();
        assertThat(text(written).equals(digits.substring(0, length))).isTrue();
    }

    @Test
    void stretchesMakeTheWhole() throws Exception {
        String digits = randomDigits(20_025);
        byte[] written = new byte[20_000];
        int[] ends = {0, 1, 7_000, 7_001, 13_333, 20_000};
        for (int i = 1; i < ends.length; i++) {
            assertThat(write(digits, ends[i - 1], ends[i], 5, written)).isTrue();
        }
        assertThat(text(written).equals(digits.substring(0, 20_000))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000", "9999999999999999999999999"})
    void zerosAndNinesAfterTheCutLeaveADoubt(String following) throws Exception {
        for (int length : new int[] {1, 100, 5_000}) {
            String digits = randomDigits(length) + following;
            assertThat(write(digits, 0, length, 5, new byte[length]))
                    .as("%d digits", length)
                    .isFalse();
        }
    }

    @Test
    void zerosAndNinesAtAnInnerCutAreWrittenOrLeaveADoubtButNeverWrong() throws Exception {
        for (String run : new String[] {"0".repeat(40), "9".repeat(40), "0".repeat(10), "9".repeat(10)}) {
            for (int at = 1_180; at < 1_260; at += 3) {
                String digits = randomDigits(at) + run + randomDigits(2_500);
                byte[] written = new byte[2_450];
                if (write(digits, 0, 2_450, 5, written)) {
                    assertThat(text(written)).isEqualTo(digits.substring(0, 2_450));
                } else {
                    assertThat(run).hasSize(40);
                }
            }
        }
    }

    /** With the fraction's mantissa anywhere within its error. */
    private static boolean write(String digits, int from, int to, int error, byte[] written) throws Exception {
        long bits = DecimalDigits.bits(to) + GUARD_BITS;
        BigInteger mantissa = new BigInteger(digits).shiftLeft((int) bits).divide(BigInteger.TEN.pow(digits.length()));
        boolean sure = true;
        for (int off : new int[] {1 - error, 0, error - 1}) {
            Arrays.fill(written, from, to, (byte) '?');
            try (Workspace workspace = Arithmetic.fastest().open()) {
                var fraction = new FixedPoint(workspace.of(mantissa.add(BigInteger.valueOf(off))), bits, error);
                DigitSink sink = (at, piece) -> System.arraycopy(piece, 0, written, (int) at, piece.length);
                sure &= new DecimalDigits(workspace, GUARD_BITS, sink).write(fraction, from, to, TaskProgress.untold());
            }
        }
        return sure;
    }

    private static String randomDigits(int length) {
        var random = new Random(length);
        var digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('1' + random.nextInt(8)));
        }
        return digits.toString();
    }

    private static String text(byte[] digits) {
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
