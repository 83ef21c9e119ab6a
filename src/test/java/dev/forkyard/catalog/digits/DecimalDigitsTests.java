package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.progress.ScriptedContext;
import dev.forkyard.catalog.progress.TaskProgress;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalDigitsTests {

    private final TaskProgress progress = TaskProgress.of(new ScriptedContext());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999, 1000, 1001, 1002, 2000, 2001, 2003, 4007, 8191, 20_011})
    void writesWhatTheLibraryWrites(int length) throws Exception {
        var random = new Random(length);
        DecimalDigits digits = DecimalDigits.ofLength(length, progress);
        assertThat(digits.scale()).isEqualTo(BigInteger.TEN.pow(length));
        for (int i = 0; i < 20; i++) {
            BigInteger value = new BigInteger(4 * length, random).mod(digits.scale());
            assertThat(written(digits, value)).isEqualTo(padded(value, length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1001, 5003})
    void keepsLeadingZerosAndTheLargestValue(int length) throws Exception {
        DecimalDigits digits = DecimalDigits.ofLength(length, progress);
        assertThat(written(digits, BigInteger.ZERO)).isEqualTo("0".repeat(length));
        assertThat(written(digits, BigInteger.ONE)).isEqualTo("0".repeat(length - 1) + "1");
        assertThat(written(digits, digits.scale().subtract(BigInteger.ONE))).isEqualTo("9".repeat(length));
    }

    @Test
    void writesNothingForNoDigits() throws Exception {
        assertThat(written(DecimalDigits.ofLength(0, progress), BigInteger.ZERO))
                .isEmpty();
    }

    private String written(DecimalDigits digits, BigInteger value) throws InterruptedException {
        var out = new StringBuilder();
        digits.write(value, out, progress);
        return out.toString();
    }

    private static String padded(BigInteger value, int length) {
        String digits = value.toString();
        return "0".repeat(length - digits.length()) + digits;
    }
}
