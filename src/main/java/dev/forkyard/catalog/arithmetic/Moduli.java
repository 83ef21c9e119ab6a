package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/**
 * The eight primes just below 2<sup>50</sup> modulo which products are computed, and exact arithmetic modulo each of
 * them in doubles.
 *
 * <p>A residue x modulo p is any integer with |x| ≤ αp, for an α of a few units that each user keeps track of; as
 * p &lt; 2<sup>50</sup>, a double holds it exactly for α ≤ 8. Two operations change a residue's representative:
 *
 * <ul>
 *   <li>{@link #product}: for |a| ≤ αp and |b| ≤ βp with αβ ≤ 2, the result r ≡ ab has |r| ≤ (1/2 + αβ/4)p. Let g be
 *       the double nearest −ab. Since −1/p and the product with it are each rounded once, and the sum with the magic
 *       constant rounds to an integer (|ab/p| ≤ 2<sup>51</sup>, so that the sum lies between 2<sup>52</sup> and
 *       2<sup>53</sup>), q is an integer with |q − ab/p| ≤ 1/2 + 2·2<sup>−53</sup>·|ab/p| ≤ 1/2 + αβ/4. Then
 *       ab + g, the rounding error of a product, is a double; g + qp is an integer (so is g) and less than
 *       2<sup>53</sup>, hence a double; so both fused operations are exact, and so is their difference, the integer
 *       ab − qp.
 *   <li>{@link #reduce}: for |a| ≤ 8p the result r ≡ a has |r| ≤ (1/2 + 2<sup>−50</sup>)p by the same reasoning.
 * </ul>
 *
 * <p>Constants (powers, roots of unity) are fully reduced: β = 1/2, so that α ≤ 4 for what they are multiplied with.
 */
final class Moduli {

    /** How many primes there are; also the length of a row, which has one residue for each of them. */
    static final int COUNT = 8;

    /** There are roots of unity of order 2 to this power. */
    static final int ORDER_LOG = 30;

    /** Adding and subtracting it rounds what is at most 2<sup>51</sup> to the nearest integer. */
    static final double MAGIC = 0x1.8p52;

    private static final BigInteger[] PRIMES = primes();
    private static final double[] P = row(PRIMES);
    private static final double[] NEGATED_INVERSES = negatedInverses();

    private Moduli() {}

    static BigInteger prime(int i) {
        return PRIMES[i];
    }

    /** A row of the primes. */
    static double[] p() {
        return P.clone();
    }

    /** A row of −1/p. */
    static double[] negatedInverses() {
        double[] inverses = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            inverses[i] = -1 / P[i];
        }
        return inverses;
    }

    /** A residue of the product modulo the i-th prime. */
    static double product(double a, double b, int i) {
        double g = -a * b;
        double q = Math.fma(g, NEGATED_INVERSES[i], MAGIC) - MAGIC;
        return Math.fma(a, b, g) - Math.fma(q, P[i], g);
    }

    /** The least residue of a modulo the i-th prime. */
    static double reduce(double a, int i) {
        double q = Math.fma(a, NEGATED_INVERSES[i], MAGIC) - MAGIC;
        return Math.fma(q, P[i], a);
    }

    /** The least residue of a modulo the i-th prime, between −p/2 and p/2. */
    static double reduce(BigInteger a, int i) {
        BigInteger p = PRIMES[i];
        BigInteger r = a.mod(p);
        return (r.bitLength() > 48 && r.shiftLeft(1).compareTo(p) > 0 ? r.subtract(p) : r).doubleValue();
    }

    /** An element of order exactly 2<sup>log</sup>, log ≥ 1, modulo the i-th prime. */
    static BigInteger root(int i, int log) {
        BigInteger p = PRIMES[i];
        BigInteger minusOne = p.subtract(BigInteger.ONE);
        BigInteger cofactor = minusOne.shiftRight(log);
        BigInteger base = BigInteger.TWO;
        while (true) {
            BigInteger root = base.modPow(cofactor, p);
            if (root.modPow(BigInteger.ONE.shiftLeft(log - 1), p).equals(minusOne)) {
                return root;
            }
            base = base.add(BigInteger.ONE);
        }
    }

    private static BigInteger[] primes() {
        BigInteger[] primes = new BigInteger[COUNT];
        BigInteger step = BigInteger.ONE.shiftLeft(ORDER_LOG);
        BigInteger candidate = BigInteger.ONE.shiftLeft(50).add(BigInteger.ONE);
        for (int i = 0; i < COUNT; i++) {
            do {
                candidate = candidate.subtract(step);
            } while (!candidate.isProbablePrime(100));
            primes[i] = candidate;
        }
        return primes;
    }

    private static double[] row(BigInteger[] values) {
        double[] row = new double[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = values[i].doubleValue();
        }
        return row;
    }
}
