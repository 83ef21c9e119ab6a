package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of GMP that are called, under the names they have in its library. A number is told by the address of its
 * {@code mpz_t}; {@code unsigned long} and {@code size_t} are 64 bits wide wherever this is used.
 */
final class Gmp {

    private Gmp() {}

    /**
     * Binds the functions to a library. Once for all, before the first of them is called.
     *
     * @throws UnsatisfiedLinkError if the library lacks one
     */
    static void bind(NativeLibrary library) {
        Native.register(Gmp.class, library);
    }

    static native void __gmpz_init(long number);

    static native void __gmpz_clear(long number);

    static native void __gmpz_set(long number, long value);

    static native void __gmpz_swap(long one, long other);

    static native void __gmpz_abs(long magnitude, long number);

    static native void __gmpz_set_si(long number, long value);

    static native void __gmpz_add(long sum, long left, long right);

    static native void __gmpz_sub(long difference, long left, long right);

    static native void __gmpz_mul(long product, long left, long right);

    static native void __gmpz_mul_si(long product, long left, long right);

    static native void __gmpz_mul_2exp(long product, long left, long bits);

    static native void __gmpz_fdiv_q_2exp(long quotient, long dividend, long bits);

    static native void __gmpz_fdiv_r_2exp(long remainder, long dividend, long bits);

    static native void __gmpz_fdiv_q(long quotient, long dividend, long divisor);

    static native void __gmpz_divexact(long quotient, long dividend, long divisor);

    static native void __gmpz_sqrt(long root, long square);

    static native void __gmpz_ui_pow_ui(long power, long base, long exponent);

    static native int __gmpz_cmp(long left, long right);

    static native long __gmpz_sizeinbase(long number, int base);

    static native long __gmpz_get_str(long text, int base, long number);

    static native long __gmpz_limbs_read(long number);

    static native long __gmpz_limbs_write(long number, long limbs);

    static native void __gmpz_limbs_finish(long number, long signedLimbs);
}
