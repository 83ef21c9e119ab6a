package dev.forkyard.catalog.hexdigits;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ExtractionTests {

    private static final List<Formula> FORMULAS = List.of(Formula.BELLARD, Formula.BAILEY_BORWEIN_PLOUFFE);

    @Test
    void sumIsWithinTheErrorOfPi() throws Exception {
        for (Formula formula : FORMULAS) {
            for (int words = 1; words <= 5; words++) {
                for (int position = 1; position <= 400; position++) {
                    var extraction = new Extraction(formula, position, words);
                    int bits = words * HexWords.BITS;
                    BigInteger one = BigInteger.ONE.shiftLeft(bits);
                    BigInteger pi = ReferenceHexPi.scaled(4 * (position - 1) + bits);
                    BigInteger difference =
                            head(extraction).add(extraction.tail()).subtract(pi).mod(one);
                    assertThat(difference.min(one.subtract(difference)))
                            .as("%s", extraction)
                            .isLessThan(extraction.error());
                }
            }
        }
    }

    @Test
    void formulasGiveTheSameDigitsAtRandomPositions() throws Exception {
        var random = new SplittableRandom(20_260_104);
        for (int i = 0; i < 60; i++) {
            long position = 1 + random.nextLong(1L << (8 + i / 5));
            int count = 1 + random.nextInt(60);
            assertThat(digits(Formula.BELLARD, position, count))
                    .as("position %d, count %d", position, count)
                    .hasSize(count)
                    .isEqualTo(digits(Formula.BAILEY_BORWEIN_PLOUFFE, position, count));
        }
    }

    /** Sums that are 0, or just below 1, after so many digits, give or take a number of errors. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, -1"})
    void digitsAreInDoubtUpToTheErrorFromAChangeOfTheLastOne(int sign, int beyond) {
        var extraction = new Extraction(Formula.BELLARD, 5000, 3);
        BigInteger digits = new BigInteger("ABCDEF", 16);
        BigInteger change = digits.shiftLeft(extraction.bits() - 24);
        BigInteger off = extraction.error().multiply(BigInteger.valueOf(sign)).add(BigInteger.valueOf(beyond));
        Optional<String> up = extraction.digits(change.add(off).subtract(extraction.tail()), 6);
        Optional<String> down = extraction.digits(change.subtract(off).subtract(extraction.tail()), 6);
        boolean decided = off.compareTo(extraction.error()) >= 0;
        assertThat(up).isEqualTo(decided ? Optional.of("ABCDEF") : Optional.empty());
        assertThat(down).isEmpty();
        assertThat(extraction.digits(
                        change.subtract(off).subtract(BigInteger.ONE).subtract(extraction.tail()), 6))
                .isEqualTo(decided ? Optional.of("ABCDEE") : Optional.empty());
    }

    @Test
    void digitsAreInDoubtWhereTheSumWrapsAround() {
        var extraction = new Extraction(Formula.BELLARD, 5000, 3);
        BigInteger zero = extraction.tail().negate();
        assertThat(extraction.digits(zero, 6)).isEmpty();
        assertThat(extraction.digits(zero.subtract(BigInteger.ONE), 6)).isEmpty();
        assertThat(extraction.digits(zero.add(extraction.error()), 6)).contains("000000");
        assertThat(extraction.digits(zero.subtract(extraction.error()).subtract(BigInteger.ONE), 6))
                .contains("FFFFFF");
    }

    private static String digits(Formula formula, long position, int count) throws InterruptedException {
        Extraction extraction = Extraction.of(formula, position, count, Extraction.GUARD_BITS);
        return extraction.digits(head(extraction), count).orElseThrow();
    }

    private static BigInteger head(Extraction extraction) throws InterruptedException {
        Kernel kernel = Kernel.fastest(extraction.formula(), extraction.words());
        return extraction.head(0, extraction.headTerms(), kernel, Checkpoint.atInterruption());
    }
}
