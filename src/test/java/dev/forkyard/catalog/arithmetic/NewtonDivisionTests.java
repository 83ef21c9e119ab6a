package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewtonDivisionTests {

    private final Random random = new Random(53);

    @Test
    void floorIsExactAroundMultiplesOfTheDivisor() {
        for (BigInteger divisor : List.of(number(41_000), number(130_000), power(90_000), beforePower(90_000))) {
            for (BigInteger quotient : List.of(number(42_000), number(150_000), power(60_000), beforePower(70_000))) {
                BigInteger product = divisor.multiply(quotient);

                assertThat(floor(product, divisor)).isEqualTo(quotient);
                assertThat(floor(product.subtract(BigInteger.ONE), divisor))
                        .isEqualTo(quotient.subtract(BigInteger.ONE));
                assertThat(floor(product.add(divisor).subtract(BigInteger.ONE), divisor))
                        .isEqualTo(quotient);
                assertThat(floor(product.add(number(30_000)), divisor)).isEqualTo(quotient);
            }
        }
    }

    /** The reference is rounded down, so that another unit may be between. */
    @Test
    void reciprocalIsLessThanTwoUnitsOff() {
        for (int precision = 20_000; precision < 200_000; precision += 13_777) {
            for (BigInteger divisor : List.of(number(precision / 3), number(precision), number(2 * precision))) {
                BigInteger exact = BigInteger.ONE
                        .shiftLeft(divisor.bitLength() + precision)
                        .divide(divisor);

                assertThat(reciprocal(divisor, precision).subtract(exact).abs()).isLessThan(BigInteger.valueOf(3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.forkyard.catalog.arithmetic.ArithmeticTests#all")
    void divisionOfHugeNumbersIsExact(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            BigInteger divisor = number(700_000);
            BigInteger quotient = number(900_000);
            MutableInteger product = workspace.of(divisor.multiply(quotient));
            assertThat(product.copy().divide(workspace.of(divisor)).toBigInteger())
                    .isEqualTo(quotient);
            assertThat(product.subtract(workspace.of(1))
                            .divide(workspace.of(divisor))
                            .toBigInteger())
                    .isEqualTo(quotient.subtract(BigInteger.ONE));
        }
    }

    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        try (Workspace workspace = Arithmetic.java().open()) {
            return new NewtonDivision(workspace, 20_000)
                    .floor(workspace.of(dividend), workspace.of(divisor))
                    .toBigInteger();
        }
    }

    private static BigInteger reciprocal(BigInteger divisor, int precision) {
        try (Workspace workspace = Arithmetic.java().open()) {
            return Reciprocal.of(workspace.of(divisor), precision, 20_000, workspace)
                    .toBigInteger();
        }
    }

    private BigInteger number(int bits) {
        return new BigInteger(bits, random).setBit(bits - 1);
    }

    private static BigInteger power(int bits) {
        return BigInteger.ONE.shiftLeft(bits);
    }

    private static BigInteger beforePower(int bits) {
        return power(bits).subtract(BigInteger.ONE);
    }
}
