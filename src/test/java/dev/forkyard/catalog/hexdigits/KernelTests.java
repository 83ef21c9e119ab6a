package dev.forkyard.catalog.hexdigits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkyard.catalog.hexdigits.Formula.Fraction;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class KernelTests {

    private static final List<Formula> FORMULAS = List.of(Formula.BELLARD, Formula.BAILEY_BORWEIN_PLOUFFE);

    /** With Bellard's formula the largest denominator is then just below the kernels' limit. */
    private static final long FARTHEST = Kernel.DENOMINATOR_LIMIT / 4 - 2;

    private final SplittableRandom random = new SplittableRandom(20_260_103);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000L, FARTHEST})
    void everyKernelRoundsEveryFractionDown(long position) throws Exception {
        for (Formula formula : FORMULAS) {
            for (int words : new int[] {1, 2, 5}) {
                long farthest = formula.equals(Formula.BELLARD) ? position : Math.min(position, FARTHEST / 2);
                var extraction = new Extraction(formula, farthest, words);
                long terms = Math.min(700, extraction.headTerms());
                for (long first : new long[] {0, extraction.headTerms() / 2, extraction.headTerms() - terms}) {
                    long some = Math.min(terms, extraction.headTerms() - first);
                    BigInteger expected = expected(extraction, first, some);
                    assertThat(fused(extraction, first, some)).isEqualTo(expected);
                    assertThat(montgomery(extraction, first, some)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void kernelsGiveTheSameSumsOfRandomRanges() throws Exception {
        for (int i = 0; i < 200; i++) {
            Formula formula = FORMULAS.get(i % 2);
            long position = 1 + (random.nextLong() >>> (21 + random.nextInt(41))) % (FARTHEST / 2);
            var extraction = new Extraction(formula, position, 1 + random.nextInt(8));
            long first = random.nextLong(extraction.headTerms() + 1);
            long terms = random.nextLong(Math.min(4000, extraction.headTerms() - first) + 1);
            assertThat(fused(extraction, first, terms))
                    .as("%s from %d, %d terms", extraction, first, terms)
                    .isEqualTo(montgomery(extraction, first, terms));
        }
    }

    @Test
    void kernelsGiveTheSameSumWithTheMostWords() throws Exception {
        var extraction = new Extraction(Formula.BELLARD, 50_000, 114);
        assertThat(fused(extraction, 0, extraction.headTerms()))
                .isEqualTo(montgomery(extraction, 0, extraction.headTerms()));
    }

    @Test
    void rangesSumToTheSameHoweverTheyAreSplit() throws Exception {
        for (Formula formula : FORMULAS) {
            var extraction = new Extraction(formula, 100_000, 4);
            BigInteger one = BigInteger.ONE.shiftLeft(4 * HexWords.BITS);
            BigInteger whole = fused(extraction, 0, extraction.headTerms());
            for (int i = 0; i < 20; i++) {
                BigInteger sum = BigInteger.ZERO;
                for (long first = 0; first < extraction.headTerms(); ) {
                    long terms = Math.min(extraction.headTerms() - first, 1 + random.nextLong(i < 2 ? 500 : 20_000));
                    sum = sum.add(fused(extraction, first, terms));
                    first += terms;
                }
                assertThat(sum.mod(one)).isEqualTo(whole);
            }
        }
    }

    @Test
    void powersOfTwoAreThoseOfBigIntegers() {
        for (int i = 0; i < 20_000; i++) {
            long m = (random.nextLong() >>> (20 + random.nextInt(44))) | 1;
            long exponent = i < 2000 ? i / 10 : random.nextLong() >>> (20 + random.nextInt(44));
            assertThat(MontgomeryKernel.powerOfTwo(exponent, m))
                    .as("2^%d mod %d", exponent, m)
                    .isEqualTo(powerOfTwo(exponent, m).longValue());
        }
    }

    private static BigInteger fused(Extraction extraction, long first, long terms) throws InterruptedException {
        return extraction.head(
                first, terms, new FusedKernel(extraction.formula(), extraction.words()), Checkpoint.atInterruption());
    }

    private static BigInteger montgomery(Extraction extraction, long first, long terms) throws InterruptedException {
        return extraction.head(
                first,
                terms,
                new MontgomeryKernel(extraction.formula(), extraction.words()),
                Checkpoint.atInterruption());
    }

    private static BigInteger expected(Extraction extraction, long first, long terms) {
        BigInteger sum = BigInteger.ZERO;
        for (long n = first; n < first + terms; n++) {
            for (Fraction fraction : extraction.formula().fractions()) {
                long m = fraction.denominator(n);
                BigInteger rounded = powerOfTwo(extraction.exponent(n) + fraction.shift(), m)
                        .shiftLeft(extraction.bits())
                        .divide(BigInteger.valueOf(m));
                int sign = fraction.sign() * extraction.formula().sign(n);
                sum = sum.add(rounded.multiply(BigInteger.valueOf(sign)));
            }
        }
        return sum.mod(BigInteger.ONE.shiftLeft(extraction.bits()));
    }

    private static BigInteger powerOfTwo(long exponent, long m) {
        return BigInteger.TWO.modPow(BigInteger.valueOf(exponent), BigInteger.valueOf(m));
    }
}
