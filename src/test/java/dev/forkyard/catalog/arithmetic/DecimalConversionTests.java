package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalConversionTests {

    private final Random random = new Random(52);

    @Test
    void digitsAreThoseOfBigIntegerWithLeadingZeros() {
        for (int length = 1; length < 40_000; length += 1 + length / 4) {
            BigInteger limit = BigInteger.TEN.pow(length);
            for (BigInteger value : List.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    limit.subtract(BigInteger.ONE),
                    new BigInteger(limit.bitLength() + 20, random).mod(limit))) {
                assertDigits(value, length);
            }
        }
    }

    @Test
    void digitsAreRightWhereOneHalfIsAllZerosOrNines() {
        for (int length = 1000; length < 40_000; length += 1 + length / 4) {
            for (int part = 2; part < 9; part++) {
                BigInteger power = BigInteger.TEN.pow(length / part);
                BigInteger other = BigInteger.TEN.pow(length - length / part - 1);
                assertDigits(power, length);
                assertDigits(power.subtract(BigInteger.ONE), length);
                assertDigits(power.multiply(other), length);
                assertDigits(power.multiply(other).subtract(power), length);
            }
        }
    }

    @Test
    void digitsOfNumberThatDoesNotFitIsRefused() {
        for (int length : new int[] {0, 1, 9, 700, 5000}) {
            assertThatThrownBy(() -> DecimalConversion.digits(BigInteger.TEN.pow(length), length))
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> DecimalConversion.digits(BigInteger.TEN.pow(length + 3000), length))
                    .isInstanceOf(ArithmeticException.class);
        }
        assertThatThrownBy(() -> DecimalConversion.digits(BigInteger.ONE.negate(), 5))
                .isInstanceOf(ArithmeticException.class);
    }

    private static void assertDigits(BigInteger value, int length) {
        String expected = value.toString();
        assertThat(new String(DecimalConversion.digits(value, length), StandardCharsets.US_ASCII))
                .isEqualTo("0".repeat(length - expected.length()) + expected);
    }
}
