package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewtonRootTests {

    private final Random random = new Random(54);

    @Test
    void floorIsExactAroundSquaresOfEveryLength() {
        for (int bits = 300; bits < 60_000; bits += 1 + bits / 20) {
            assertExactAround(new BigInteger(bits, random).setBit(bits));
            assertExactAround(BigInteger.ONE.shiftLeft(bits));
            assertExactAround(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.forkyard.catalog.arithmetic.ArithmeticTests#all")
    void rootOfAHugeNumberIsExact(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            BigInteger root = new BigInteger(3_000_000, random).setBit(3_000_000);
            MutableInteger square = workspace.of(root.multiply(root));
            assertThat(square.copy().squareRoot().toBigInteger()).isEqualTo(root);
            assertThat(square.subtract(workspace.of(1)).squareRoot().toBigInteger())
                    .isEqualTo(root.subtract(BigInteger.ONE));
        }
    }

    private static BigInteger floor(BigInteger n) {
        try (Workspace workspace = Arithmetic.java().open()) {
            return new NewtonRoot(workspace, 400).floor(workspace.of(n)).toBigInteger();
        }
    }

    private static void assertExactAround(BigInteger root) {
        BigInteger square = root.multiply(root);
        assertThat(floor(square)).isEqualTo(root);
        assertThat(floor(square.subtract(BigInteger.ONE))).isEqualTo(root.subtract(BigInteger.ONE));
        assertThat(floor(square.add(root).add(root))).isEqualTo(root);
        assertThat(floor(square.add(root))).isEqualTo(root);
    }
}
