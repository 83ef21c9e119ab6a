package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformProductTests {

    private final Random random = new Random(50);

    static Kernels[] kernels() {
        return new Kernels[] {Kernels.scalar(), Kernels.vector()};
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyOfRandomNumbersIsThatOfBigInteger(Kernels kernels) {
        TransformProduct product = new TransformProduct(kernels);
        for (int bits = 1; bits < 200_000; bits += 1 + bits / 9) {
            BigInteger a = new BigInteger(bits, random).negate();
            BigInteger b = new BigInteger(1 + random.nextInt(bits), random);

            assertThat(product.multiply(a, b)).isEqualTo(a.multiply(b));
            assertThat(product.multiply(a, a)).isEqualTo(a.multiply(a));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyOfGreatestNumbersIsExactAroundEveryLengthOfTransform(Kernels kernels) {
        TransformProduct product = new TransformProduct(kernels);
        for (int power = 8; power <= 2048; power *= 2) {
            for (int length = 4; length < 8; length++) {
                int limbs = power * length * Coefficients.BITS / 64 / 2;
                for (int more = -3; more <= 3; more++) {
                    BigInteger a = ones(64 * (limbs + more));
                    BigInteger b = ones(64 * limbs);

                    assertThat(product.multiply(a, b)).isEqualTo(a.multiply(b));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyOfPowersOfTwoSetsOneBit(Kernels kernels) {
        TransformProduct product = new TransformProduct(kernels);
        for (int shift = 0; shift < 3000; shift += 7) {
            BigInteger a = BigInteger.ONE.shiftLeft(shift);
            BigInteger b = BigInteger.ONE.shiftLeft(3000);

            assertThat(product.multiply(a, b)).isEqualTo(BigInteger.ONE.shiftLeft(shift + 3000));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyOfVeryUnequalNumbersCarriesFromPieceToPiece(Kernels kernels) {
        TransformProduct product = new TransformProduct(kernels);
        for (int ratio = 1; ratio < 40; ratio++) {
            BigInteger a = ones(64 * 50 * ratio + random.nextInt(3000));
            BigInteger b = ones(64 * 50);

            assertThat(product.multiply(a, b)).isEqualTo(a.multiply(b));
            assertThat(product.multiply(b, a)).isEqualTo(a.multiply(b));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyLeavesLimbsPastTheProductAlone(Kernels kernels) {
        long[] a = {-1, -1, 7};
        long[] b = {-1, 9};
        long[] result = {1, 1, 1, 5};

        new TransformProduct(kernels).multiply(a, 2, b, 1, result);

        assertThat(result).containsExactly(1, -1, -2, 5);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyByNothingIsZero(Kernels kernels) {
        long[] result = {1, 1};

        new TransformProduct(kernels).multiply(new long[] {3, 4}, 2, new long[0], 0, result);

        assertThat(result).containsOnly(0);
        assertThat(new TransformProduct(kernels).multiply(BigInteger.TEN, BigInteger.ZERO))
                .isZero();
    }

    /** Beyond the lengths that are split breadth first, checked modulo a few primes as BigInteger is slow there. */
    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyOfMillionsOfBitsIsRightModuloPrimes(Kernels kernels) {
        for (int bits : new int[] {1_000_000, 1_300_000, 2_500_000, 4_600_000}) {
            BigInteger a = new BigInteger(bits, random);
            BigInteger b = new BigInteger(bits, random);

            BigInteger product = new TransformProduct(kernels).multiply(a, b);

            for (int k = 0; k < 3; k++) {
                BigInteger p = BigInteger.probablePrime(200, random);
                assertThat(product.mod(p)).isEqualTo(a.mod(p).multiply(b.mod(p)).mod(p));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void transformIsTheSameWithWhicheverKernels(Kernels kernels) {
        double[] expected = transformed(Kernels.scalar());

        assertThat(transformed(kernels)).isEqualTo(expected);
    }

    private static double[] transformed(Kernels kernels) {
        NumberTheoreticTransform transform = new NumberTheoreticTransform(kernels.transform(), 2500);
        double[] x = new double[Moduli.COUNT * transform.length()];
        long[] number = new Random(3).longs(3000).toArray();
        Coefficients.split(kernels.coefficients(), number, 0, number.length, x);
        transform.forward(x);
        transform.square(x);
        transform.inverse(x);
        return x;
    }

    private static BigInteger ones(int bits) {
        byte[] bytes = new byte[bits / 8];
        Arrays.fill(bytes, (byte) -1);
        return new BigInteger(1, bytes);
    }
}
