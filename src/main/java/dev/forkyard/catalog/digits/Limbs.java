package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import java.util.Arrays;

/**
 * A small integer, from 0, that grows in place on the heap: for sums of few terms, where a call of a library would take
 * longer than what it computes. Factors are from 0 to 2<sup>63</sup> - 1.
 */
final class Limbs {

    private long[] limbs = new long[16];
    private int length;

    Limbs(long value) {
        limbs[0] = value;
        length = value == 0 ? 0 : 1;
    }

    Limbs multiply(long factor) {
        long carry = 0;
        for (int i = 0; i < length; i++) {
            long limb = limbs[i];
            long low = limb * factor + carry;
            carry = high(limb, factor) + carryOf(low, carry);
            limbs[i] = low;
        }
        append(carry);
        return this;
    }

    /** Multiplies by the product of both, at once if that is a factor. */
    Limbs multiply(long first, long second) {
        return fits(first, second) ? multiply(first * second) : multiply(first).multiply(second);
    }

    /** Whether the product of two factors is one. */
    static boolean fits(long first, long second) {
        return Math.multiplyHigh(first, second) == 0 && first * second >= 0;
    }

    /** Adds a product. */
    Limbs add(Limbs other, long factor) {
        grow(other.length);
        long carry = 0;
        for (int i = 0; i < other.length; i++) {
            long limb = other.limbs[i];
            long low = limb * factor + carry;
            carry = high(limb, factor) + carryOf(low, carry);
            long sum = limbs[i] + low;
            carry += carryOf(sum, low);
            limbs[i] = sum;
        }
        for (int i = other.length; carry != 0 && i < length; i++) {
            limbs[i] += carry;
            carry = carryOf(limbs[i], carry);
        }
        append(carry);
        return this;
    }

    /** Subtracts a product, which is at most this number. */
    Limbs subtract(Limbs other, long factor) {
        grow(other.length);
        long borrow = 0;
        for (int i = 0; i < length && (i < other.length || borrow != 0); i++) {
            long limb = i < other.length ? other.limbs[i] : 0;
            long low = limb * factor + borrow;
            borrow = high(limb, factor) + carryOf(low, borrow);
            long difference = limbs[i] - low;
            borrow += carryOf(limbs[i], low);
            limbs[i] = difference;
        }
        while (length > 0 && limbs[length - 1] == 0) {
            length--;
        }
        return this;
    }

    /** The high half of a product of an unsigned limb and a factor. */
    private static long high(long limb, long factor) {
        return Math.multiplyHigh(limb, factor) + (limb >> 63 & factor);
    }

    /** 1 if a sum is below its summand, so that a bit was carried out of it; else 0. */
    private static long carryOf(long sum, long summand) {
        return Long.compareUnsigned(sum, summand) < 0 ? 1 : 0;
    }

    private void append(long limb) {
        if (limb != 0) {
            if (length == limbs.length) {
                limbs = Arrays.copyOf(limbs, 2 * length);
            }
            limbs[length++] = limb;
        }
    }

    private void grow(int least) {
        if (least > limbs.length) {
            limbs = Arrays.copyOf(limbs, Math.max(least, 2 * limbs.length));
        }
        if (least > length) {
            Arrays.fill(limbs, length, least, 0);
            length = least;
        }
    }

    MutableInteger in(Workspace workspace) {
        return workspace.of(limbs, length);
    }
}
