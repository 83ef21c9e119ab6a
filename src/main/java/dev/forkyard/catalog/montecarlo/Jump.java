package dev.forkyard.catalog.montecarlo;

/**
 * A number of steps of xoshiro256's state, as a polynomial over GF(2): bit i of {@code c0} to {@code c3}, taken as one
 * number of 256 bits with {@code c0} lowest, is the coefficient of x<sup>i</sup>.
 *
 * <p>A step is a linear map T of the state's 256 bits, so n steps are T<sup>n</sup>, and by Cayley and Hamilton that is
 * the polynomial x<sup>n</sup> modulo T's characteristic polynomial with T in the place of x: a sum of at most 256
 * states, each a step after the one before, instead of n steps. Source: H. Haramoto, M. Matsumoto, T. Nishimura,
 * F. Panneton, P. L'Ecuyer, <i>Efficient jump ahead for F2-linear random number generators</i>, INFORMS Journal on
 * Computing 20, 2008.
 */
record Jump(long c0, long c1, long c2, long c3) {

    static final Jump NOWHERE = new Jump(1, 0, 0, 0);
    static final Jump ONE_STEP = new Jump(2, 0, 0, 0);

    /**
     * From a stream to the next, 2<sup>128</sup> steps: the published constants of the generator's {@code jump()}
     * (S. Vigna, <i>xoshiro256plus.c</i>, prng.di.unimi.it).
     */
    static final Jump ONE_STREAM =
            new Jump(0x180ec6d33cfd0abaL, 0xd5a61266f0c9392cL, 0xa9582618e03fc9aaL, 0x39abdc4529b1661cL);

    /** T's characteristic polynomial but for its x<sup>256</sup>. */
    private static final Jump CHARACTERISTIC =
            new Jump(0x9d116f2bb0f0f001L, 0x0280002bcefd1a5eL, 0x04b4edcf26259f85L, 0x0003c03c3f3ecb19L);

    boolean has(int power) {
        long word = power < 128 ? (power < 64 ? c0 : c1) : (power < 192 ? c2 : c3);
        return (word >>> power & 1) != 0;
    }

    /** This jump and then that one. */
    Jump then(Jump other) {
        Jump product = new Jump(0, 0, 0, 0);
        for (int power = 255; power >= 0; power--) {
            product = product.stepped();
            if (other.has(power)) {
                product = product.plus(this);
            }
        }
        return product;
    }

    /** This jump as often as that, which may be 0. */
    Jump times(long count) {
        Jump all = NOWHERE;
        Jump doubled = this;
        for (long left = count; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                all = all.then(doubled);
            }
            doubled = doubled.then(doubled);
        }
        return all;
    }

    private Jump plus(Jump other) {
        return new Jump(c0 ^ other.c0, c1 ^ other.c1, c2 ^ other.c2, c3 ^ other.c3);
    }

    private Jump stepped() {
        var shifted = new Jump(c0 << 1, c1 << 1 | c0 >>> 63, c2 << 1 | c1 >>> 63, c3 << 1 | c2 >>> 63);
        return c3 < 0 ? shifted.plus(CHARACTERISTIC) : shifted;
    }
}
