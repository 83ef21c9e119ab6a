package dev.forkyard.catalog.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTests {

    @ParameterizedTest
    @CsvSource({
        "2, 10, 1024",
        "-3, 3, -27",
        "0, 0, 1",
        "0, 5, 0",
        "1, 99999999999999999999, 1",
        "-1, 99999999999999999999, -1",
        "-1, 100000000000000000000, 1",
        "1.5, 2, 2.25",
        "0.10, 3, 0.001000",
        "-0.5, 3, -0.125"
    })
    void powersAreExact(String base, BigInteger exponent, String power) {
        assertThat(Numbers.power(number(base), exponent)).hasToString(power);
    }

    @Test
    void powerThatWouldTakeAllMemoryIsRefused() {
        for (String base : new String[] {"2", "-2", "1.1", "10"}) {
            assertThatThrownBy(() -> Numbers.power(number(base), BigInteger.TEN.pow(30)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000000 digits");
        }
        assertThat(((BigInteger) Numbers.power(number("10"), BigInteger.valueOf(800_000))).bitLength())
                .isGreaterThan(2_600_000);
    }

    @Test
    void negativeExponentIsRefused() {
        assertThatThrownBy(() -> Numbers.power(BigInteger.TWO, BigInteger.ONE.negate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'exponent'");
    }

    @Test
    void integersStayIntegersAndDecimalsKeepTheirDigits() {
        assertThat(Numbers.add(number("9999999999999999999"), number("1"))).isEqualTo(number("10000000000000000000"));
        assertThat(Numbers.add(number("0.1"), number("2"))).isEqualTo(new BigDecimal("2.1"));
        assertThat(Numbers.multiply(number("1.50"), number("1.50"))).isEqualTo(new BigDecimal("2.2500"));
    }

    private static Number number(String text) {
        return text.contains(".") ? new BigDecimal(text) : new BigInteger(text);
    }
}
