package dev.forkyard.catalog.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.arithmetic.Arithmetic;
import dev.forkyard.catalog.arithmetic.Workspace;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimbsTests {

    private final Random random = new Random(7);

    @Test
    void operationsEqualThoseOfBigInteger() {
        try (Workspace workspace = Arithmetic.java().open()) {
            for (int round = 0; round < 200; round++) {
                var limbs = new Limbs(1);
                var other = new Limbs(1);
                BigInteger expected = BigInteger.ONE;
                BigInteger expectedOther = BigInteger.ONE;
                for (int step = 0; step < 40; step++) {
                    long factor = factor();
                    limbs.multiply(factor);
                    expected = expected.multiply(BigInteger.valueOf(factor));
                    long first = factor();
                    long second = factor();
                    other.multiply(first, second);
                    expectedOther =
                            expectedOther.multiply(BigInteger.valueOf(first)).multiply(BigInteger.valueOf(second));
                    BigInteger product = expectedOther.multiply(BigInteger.valueOf(factor));
                    limbs.add(other, factor);
                    expected = expected.add(product);
                    if (expected.compareTo(product) >= 0 && step % 3 == 0) {
                        limbs.subtract(other, factor);
                        expected = expected.subtract(product);
                    }
                    assertThat(limbs.in(workspace).toBigInteger()).isEqualTo(expected);
                    assertThat(other.in(workspace).toBigInteger()).isEqualTo(expectedOther);
                }
                assertThat(limbs.subtract(limbs, 1).in(workspace).signum()).isZero();
            }
        }
    }

    /** Often at the ends of what a factor may be. */
    private long factor() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(2);
            case 1 -> 1 + random.nextInt(3);
            default -> 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
        };
    }
}
