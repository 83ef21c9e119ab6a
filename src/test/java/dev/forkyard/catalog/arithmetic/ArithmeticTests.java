package dev.forkyard.catalog.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ArithmeticTests {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final Random random = new Random(20_260_301);

    @BeforeAll
    static void compileLargeProducts() throws InterruptedException {
        Arithmetic.java().warmUp();
        Arithmetic.fastest().warmUp();
    }

    /** GMP's is missing where its library is. */
    static Stream<Arithmetic> all() {
        return Stream.of(Arithmetic.java(), Arithmetic.fastest()).distinct();
    }

    @ParameterizedTest
    @MethodSource("all")
    void operationsEqualThoseOfBigInteger(Arithmetic arithmetic) {
        for (int i = 0; i < 400; i++) {
            int bits = i % 100 == 0 ? 700_000 : i < 200 ? 200 : 5_000;
            BigInteger a = number(bits);
            BigInteger b = number(bits / 2);
            long small = random.nextLong();
            int shift = random.nextInt(300);
            try (Workspace workspace = arithmetic.open()) {
                BiFunction<BiFunction<MutableInteger, MutableInteger, MutableInteger>, BigInteger, BigInteger> of =
                        (operation, operand) -> operation
                                .apply(workspace.of(a), workspace.of(operand))
                                .toBigInteger();
                assertThat(workspace.of(a).toBigInteger()).isEqualTo(a);
                assertThat(of.apply(MutableInteger::add, b)).isEqualTo(a.add(b));
                assertThat(of.apply(MutableInteger::subtract, b)).isEqualTo(a.subtract(b));
                assertThat(of.apply(MutableInteger::multiply, b)).isEqualTo(a.multiply(b));
                assertThat(workspace.of(a).multiply(small).toBigInteger())
                        .isEqualTo(a.multiply(BigInteger.valueOf(small)));
                assertThat(workspace.of(a).negate().toBigInteger()).isEqualTo(a.negate());
                assertThat(workspace.of(a).shiftLeft(shift).toBigInteger()).isEqualTo(a.shiftLeft(shift));
                assertThat(workspace.of(a).shiftRight(shift).toBigInteger()).isEqualTo(a.shiftRight(shift));
                assertThat(workspace.of(a).keepLowBits(shift).toBigInteger())
                        .isEqualTo(a.mod(BigInteger.ONE.shiftLeft(shift)));
                assertThat(workspace.of(a.abs()).squareRoot().toBigInteger())
                        .isEqualTo(a.abs().sqrt());
                assertThat(workspace.of(a).bitLength()).isEqualTo(a.abs().bitLength());
                assertThat(workspace.of(a).signum()).isEqualTo(a.signum());
                assertThat(Integer.signum(workspace.of(a).compareTo(workspace.of(b))))
                        .isEqualTo(a.compareTo(b));
                if (b.signum() != 0) {
                    assertThat(of.apply(MutableInteger::divide, b)).isEqualTo(floor(a, b));
                    assertThat(workspace
                                    .of(a.multiply(b))
                                    .divideExactly(workspace.of(b))
                                    .toBigInteger())
                            .isEqualTo(a);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void quotientIsRightNextToMultiplesOfALargeDivisor(Arithmetic arithmetic) {
        for (int quotientBits : List.of(150_000, 400_000, 900_000)) {
            BigInteger divisor = number(400_000).abs().setBit(399_999);
            BigInteger quotient = number(quotientBits).abs().setBit(quotientBits - 1);
            BigInteger product = quotient.multiply(divisor);
            try (Workspace workspace = arithmetic.open();
                    MutableInteger by = workspace.of(divisor)) {
                assertThat(workspace.of(product).divide(by).toBigInteger()).isEqualTo(quotient);
                assertThat(workspace
                                .of(product.subtract(BigInteger.ONE))
                                .divide(by)
                                .toBigInteger())
                        .isEqualTo(quotient.subtract(BigInteger.ONE));
                assertThat(workspace
                                .of(product.add(divisor).subtract(BigInteger.ONE))
                                .divide(by)
                                .toBigInteger())
                        .isEqualTo(quotient);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void operandMayBeTheNumberItself(Arithmetic arithmetic) {
        BigInteger value = number(3_000).setBit(2_999);
        try (Workspace workspace = arithmetic.open()) {
            MutableInteger square = workspace.of(value);
            assertThat(square.multiply(square).toBigInteger()).isEqualTo(value.multiply(value));
            MutableInteger one = workspace.of(value);
            assertThat(one.divide(one).toBigInteger()).isEqualTo(BigInteger.ONE);
            MutableInteger zero = workspace.of(value);
            assertThat(zero.subtract(zero).signum()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void copyAndOperandsAreLeftAsTheyAre(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            MutableInteger original = workspace.of(12);
            MutableInteger copy = original.copy();
            copy.multiply(original);
            assertThat(original.toBigInteger()).isEqualTo(12);
            assertThat(copy.toBigInteger()).isEqualTo(144);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void limbsAreUnsignedAndLowestFirst(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            assertThat(workspace.of(new long[] {1, -1, 7}, 2).toBigInteger())
                    .isEqualTo(TWO_TO_64
                            .multiply(TWO_TO_64.subtract(BigInteger.ONE))
                            .add(BigInteger.ONE));
            assertThat(workspace.of(new long[] {9, 0, 0}, 3).toBigInteger()).isEqualTo(9);
            assertThat(workspace.of(new long[] {9}, 0).signum()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void powersAreThoseOfSmallBases(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            assertThat(workspace.power(5, 0).toBigInteger()).isEqualTo(1);
            assertThat(workspace.power(0, 3).toBigInteger()).isEqualTo(0);
            assertThat(workspace.power(5, 40_001).toBigInteger())
                    .isEqualTo(BigInteger.valueOf(5).pow(40_001));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void digitsHaveTheLengthAskedFor(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            assertThat(workspace.of(42).toDigits(5)).asString().isEqualTo("00042");
            assertThat(workspace.of(0).toDigits(3)).asString().isEqualTo("000");
            assertThat(workspace.of(0).toDigits(0)).isEmpty();
            BigInteger large = BigInteger.TEN.pow(3_000);
            assertThat(workspace.of(large).toDigits(3_001)).asString().isEqualTo(large.toString());
            assertThat(workspace.of(large.subtract(BigInteger.ONE)).toDigits(3_000))
                    .containsOnly('9');
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> workspace.of(large).toDigits(3_000));
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> workspace.of(-1).toDigits(3));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void digitsOfEveryLength(Arithmetic arithmetic) {
        Random random = new Random(1);
        for (int bits = 1; bits <= 700; bits++) {
            BigInteger number = new BigInteger(bits, random).setBit(bits - 1);
            String digits = number.toString();
            try (Workspace workspace = arithmetic.open()) {
                assertThat(workspace.of(number).toDigits(digits.length()))
                        .asString()
                        .isEqualTo(digits);
                assertThat(workspace.of(number).toDigits(digits.length() + 9))
                        .asString()
                        .isEqualTo("000000000" + digits);
                assertThatExceptionOfType(ArithmeticException.class)
                        .isThrownBy(() -> workspace.of(number).toDigits(digits.length() - 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatHasNoResultIsRefusedAndNotTheEndOfTheProcess(Arithmetic arithmetic) {
        try (Workspace workspace = arithmetic.open()) {
            MutableInteger zero = workspace.of(0);
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> workspace.of(1).divide(zero));
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> workspace.of(1).divideExactly(zero));
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> workspace.of(-1).squareRoot());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void closedNumbersAreRefused(Arithmetic arithmetic) {
        Workspace workspace = arithmetic.open();
        MutableInteger closed = workspace.of(1);
        closed.close();
        closed.close();
        assertThatIllegalStateException().isThrownBy(closed::copy);
        assertThatIllegalStateException().isThrownBy(() -> workspace.of(1).add(closed));
        MutableInteger left = workspace.of(1);
        workspace.close();
        workspace.close();
        left.close();
        assertThatIllegalStateException().isThrownBy(() -> left.multiply(2));
        assertThatIllegalStateException().isThrownBy(() -> workspace.of(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void writtenFormIsReadByEitherArithmetic(Arithmetic arithmetic) throws IOException {
        for (int bits : List.of(1, 63, 64, 65, 1_000, 300_000)) {
            for (int sign : List.of(-1, 0, 1)) {
                BigInteger value = number(bits).abs().setBit(bits - 1).multiply(BigInteger.valueOf(sign));
                byte[] written;
                try (Workspace workspace = arithmetic.open();
                        MutableInteger number = workspace.of(value)) {
                    written = written(number);
                    assertThat(number.writtenLength()).isEqualTo(written.length);
                }
                for (Arithmetic other : all().toList()) {
                    try (Workspace workspace = other.open()) {
                        MutableInteger number = workspace.read(Channels.newChannel(new ByteArrayInputStream(written)));
                        assertThat(number.toBigInteger()).isEqualTo(value);
                        assertThat(written(number)).isEqualTo(written);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void numberThatIsCutOffIsRefused(Arithmetic arithmetic) throws IOException {
        try (Workspace workspace = arithmetic.open()) {
            byte[] written = written(workspace.of(BigInteger.TEN.pow(100)));
            var cut = Channels.newChannel(new ByteArrayInputStream(written, 0, written.length - 1));
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> workspace.read(cut));
        }
    }

    @Test
    void withoutTheLibraryThereIsNoGmp() {
        assertThat(GmpArithmetic.find(List.of("libgmp-that-does-not-exist.so"))).isEmpty();
        assertThat(Arithmetic.java().name()).isEqualTo("java.math.BigInteger");
    }

    /** The library of C's mathematics has none of GMP's functions. */
    @Test
    void libraryThatIsNotGmpIsPassedOver() {
        assertThat(GmpArithmetic.find(List.of("libm.so.6"))).isEmpty();
    }

    /** Sometimes with long runs of equal bits, where carries go far. */
    private BigInteger number(int bits) {
        BigInteger any = new BigInteger(1 + random.nextInt(bits), random);
        BigInteger number = switch (random.nextInt(4)) {
            case 0 -> any.shiftRight(any.bitLength() / 2).shiftLeft(any.bitLength() / 2);
            case 1 -> BigInteger.ONE.shiftLeft(any.bitLength()).subtract(BigInteger.valueOf(random.nextInt(3)));
            default -> any;
        };
        return random.nextBoolean() ? number : number.negate();
    }

    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        boolean down = parts[1].signum() * divisor.signum() < 0;
        return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static byte[] written(MutableInteger number) throws IOException {
        var bytes = new ByteArrayOutputStream();
        number.write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }
}
