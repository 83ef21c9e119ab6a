package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewtonRootTests {

    private final Random random = new Random(54);

    @Test
    void floorIsExactAroundSquaresOfEveryLength() {
        for (int bits = 1; bits < 60_000; bits += 1 + bits / 20) {
            assertExactAround(new BigInteger(bits, random).setBit(bits));
            assertExactAround(BigInteger.ONE.shiftLeft(bits));
            assertExactAround(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        }
    }

    @Test
    void floorOfZeroIsZero() {
        assertThat(NewtonRoot.floor(BigInteger.ZERO)).isZero();
    }

    private static void assertExactAround(BigInteger root) {
        BigInteger square = root.multiply(root);
        assertThat(NewtonRoot.floor(square)).isEqualTo(root);
        assertThat(NewtonRoot.floor(square.subtract(BigInteger.ONE))).isEqualTo(root.subtract(BigInteger.ONE));
        assertThat(NewtonRoot.floor(square.add(root).add(root))).isEqualTo(root);
        assertThat(NewtonRoot.floor(square.add(root))).isEqualTo(root);
    }
}
