package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModuliTests {

    private final Random random = new Random(51);

    @Test
    void primesAreDistinctAndHaveRootsOfUnity() {
        for (int i = 0; i < Moduli.COUNT; i++) {
            BigInteger p = Moduli.prime(i);
            assertThat(p.isProbablePrime(100)).isTrue();
            assertThat(p.bitLength()).isEqualTo(50);
            assertThat(Moduli.root(i, 1)).isEqualTo(p.subtract(BigInteger.ONE));
            for (int k = 0; k < i; k++) {
                assertThat(p).isNotEqualTo(Moduli.prime(k));
            }
        }
    }

    @Test
    void productIsExactAndBoundedAtTheLimitsOfItsFactors() {
        for (int i = 0; i < Moduli.COUNT; i++) {
            double p = Moduli.prime(i).doubleValue();
            for (int k = 0; k < 20_000; k++) {
                double a = Math.rint(4 * p * factor());
                double b = Math.rint(p / 2 * factor());

                double r = Moduli.product(a, b, i);

                assertThat(exactly(r).subtract(exactly(a).multiply(exactly(b))).mod(Moduli.prime(i)))
                        .isZero();
                assertThat(Math.abs(r)).isLessThanOrEqualTo(p);
            }
        }
    }

    @Test
    void reduceIsExactAndLeast() {
        for (int i = 0; i < Moduli.COUNT; i++) {
            double p = Moduli.prime(i).doubleValue();
            for (int k = 0; k < 20_000; k++) {
                double a = Math.rint(8 * p * factor());

                double r = Moduli.reduce(a, i);

                assertThat(exactly(r).subtract(exactly(a)).mod(Moduli.prime(i))).isZero();
                assertThat(Math.abs(r)).isLessThanOrEqualTo(p / 2 + 4);
            }
        }
    }

    /** Between −1 and 1, often one of these. */
    private double factor() {
        double factor = 2 * random.nextDouble() - 1;
        return random.nextInt(4) == 0 ? Math.signum(factor) : factor;
    }

    private static BigInteger exactly(double value) {
        return new BigDecimal(value).toBigIntegerExact();
    }
}
