package dev.forkyard.catalog.hexdigits;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class HexWordsTests {

    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(3 * HexWords.BITS);

    private final HexWords sum = new HexWords(3);

    @Test
    void sumsAreExactModuloOne() {
        sum.add(2, -1);
        assertThat(sum.toBigInteger()).isEqualTo(ONE.subtract(BigInteger.ONE));
        sum.add(2, 2);
        assertThat(sum.toBigInteger()).isEqualTo(BigInteger.ONE);
        sum.add(0, (5L << HexWords.BITS) + 3);
        assertThat(sum.toBigInteger())
                .isEqualTo(BigInteger.valueOf(3).shiftLeft(2 * HexWords.BITS).add(BigInteger.ONE));
    }

    @Test
    void wordsHaveRoomForTheirLargestSums() {
        long most = Long.MAX_VALUE - (1L << 37);
        for (int word = 0; word < 3; word++) {
            sum.add(word, (1L << HexWords.BITS) - 1);
        }
        sum.carry();
        BigInteger expected = ONE.subtract(BigInteger.ONE);
        for (int word = 0; word < 3; word++) {
            sum.add(word, most);
            expected = expected.add(BigInteger.valueOf(most).shiftLeft((2 - word) * HexWords.BITS));
        }
        assertThat(sum.toBigInteger()).isEqualTo(expected.mod(ONE));
    }
}
