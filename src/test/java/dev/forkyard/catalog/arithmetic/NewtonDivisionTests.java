package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewtonDivisionTests {

    private final Random random = new Random(53);

    @Test
    void floorIsExactAroundMultiplesOfTheDivisor() {
        for (BigInteger divisor : List.of(number(41_000), number(130_000), power(90_000), beforePower(90_000))) {
            for (BigInteger quotient : List.of(number(42_000), number(150_000), power(60_000), beforePower(70_000))) {
                BigInteger product = divisor.multiply(quotient);

                assertThat(NewtonDivision.floor(product, divisor)).isEqualTo(quotient);
                assertThat(NewtonDivision.floor(product.subtract(BigInteger.ONE), divisor))
                        .isEqualTo(quotient.subtract(BigInteger.ONE));
                assertThat(NewtonDivision.floor(product.add(divisor).subtract(BigInteger.ONE), divisor))
                        .isEqualTo(quotient);
                assertThat(NewtonDivision.floor(product.add(number(30_000)), divisor))
                        .isEqualTo(quotient);
            }
        }
    }

    @Test
    void floorOfSmallNumbersIsThatOfBigInteger() {
        for (int bits = 1; bits < 300; bits++) {
            BigInteger dividend = number(300);
            assertThat(NewtonDivision.floor(dividend, number(bits).setBit(0))).isNotNegative();
            assertThat(NewtonDivision.floor(dividend, power(bits))).isEqualTo(dividend.shiftRight(bits));
        }
    }

    @Test
    void reciprocalIsLessThanFourUnitsOff() {
        for (int precision = 20_000; precision < 200_000; precision += 13_777) {
            for (BigInteger divisor : List.of(number(precision / 3), number(precision), number(2 * precision))) {
                BigInteger exact = BigInteger.ONE
                        .shiftLeft(divisor.bitLength() + precision)
                        .divide(divisor);

                assertThat(Reciprocal.of(divisor, precision).subtract(exact).abs())
                        .isLessThan(BigInteger.valueOf(4));
            }
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
