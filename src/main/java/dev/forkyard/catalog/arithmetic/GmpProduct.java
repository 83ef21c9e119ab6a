package dev.forkyard.catalog.arithmetic;

import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Products of GMP's numbers: GMP's own of the small ones, and by {@link TransformProduct} of the large ones, which from
 * some ten thousand digits on takes a half to a quarter of the time where the JVM has vector instructions.
 */
final class GmpProduct {

    /** From so many limbs of the shorter factor on a transform pays. */
    private static final int LEAST_LIMBS = 1500;

    /** What a transform takes of the heap for each limb of the product, in bytes, the factors and the product included. */
    private static final int BYTES_PER_LIMB = 80;

    /** What the JVM and the roots of unity that are kept take of the heap. */
    private static final long OTHER_BYTES = 12L << 20;

    /**
     * Most limbs of a product that is made at once: larger ones are put together of such. Half of the heap, for no array may
     * lie in two of its generations.
     */
    private static final long MOST_LIMBS =
            Math.max(0, Runtime.getRuntime().maxMemory() - OTHER_BYTES) / 2 / BYTES_PER_LIMB;

    /** Of how many times as many limbs a product is put together at most: each doubling has twice the transforms made. */
    private static final int MOST_TIMES = 8;

    private static final boolean TRANSFORMS = Kernels.haveVectors();

    private static final TakeOver TAKE_OVER = new TakeOver(new SampleProduct());

    private GmpProduct() {}

    /** Whether large products are made by transforms here, as soon as these have been compiled. */
    static boolean transforms() {
        return TRANSFORMS && TAKE_OVER.isDone();
    }

    /** How large products are made, for people. */
    static String description() {
        return TRANSFORMS ? TransformProduct.description() : "the library's own";
    }

    static void warmUp() throws InterruptedException {
        if (TRANSFORMS) {
            TAKE_OVER.decide();
        }
    }

    /** Sets the first number to the product of both. */
    static void multiply(GmpInteger number, GmpInteger factor) {
        long limbs = number.limbs() + (long) factor.limbs();
        if (!TRANSFORMS || Math.min(number.limbs(), factor.limbs()) < LEAST_LIMBS || limbs > MOST_TIMES * MOST_LIMBS) {
            library(number, factor);
        } else if (!TAKE_OVER.isDone()) {
            long began = System.nanoTime();
            library(number, factor);
            TAKE_OVER.libraryTook(System.nanoTime() - began);
        } else if (limbs <= MOST_LIMBS) {
            transform(number, factor);
        } else {
            multiplyInHalves(number, factor);
        }
    }

    private static void library(GmpInteger number, GmpInteger factor) {
        Gmp.__gmpz_mul(number.header(), number.header(), factor.header());
    }

    private static void transform(GmpInteger number, GmpInteger factor) {
        int length = number.limbs();
        int otherLength = factor.limbs();
        boolean negative = number.signum() != factor.signum();
        long[] limbs = number.toLimbs();
        long[] product = new long[Math.addExact(length, otherLength)];
        if (number == factor) {
            TransformProduct.fastest().square(limbs, length, product);
        } else {
            TransformProduct.fastest().multiply(limbs, length, factor.toLimbs(), otherLength, product);
        }
        number.become(product, negative);
    }

    /** Halves the longer of both. */
    private static void multiplyInHalves(GmpInteger number, GmpInteger factor) {
        boolean negative = number.signum() != factor.signum();
        GmpInteger longer = number.limbs() >= factor.limbs() ? number : factor;
        GmpInteger shorter = longer == number ? factor : number;
        long bits = Long.SIZE * (longer.limbs() / 2L);
        try (GmpInteger high = longer.copy().makePositive();
                GmpInteger low = longer.copy().makePositive();
                GmpInteger other = shorter.copy().makePositive()) {
            high.shiftRight(bits);
            low.keepLowBits(bits);
            multiply(low, other);
            multiply(high, other);
            high.shiftLeft(bits).add(low);
            if (negative) {
                high.negate();
            }
            Gmp.__gmpz_swap(number.header(), high.header());
        }
    }

    /** Long enough for all kernels to be called, and for transforms to be the faster by far. */
    private static final class SampleProduct implements TakeOver.Contest {

        private static final int LIMBS = 10_000;

        private final long[] limbs = new Random(0).longs(LIMBS).toArray();

        @Override
        public void transform() {
            make(GmpProduct::transform);
        }

        @Override
        public void useLibrary() {
            make(GmpProduct::library);
        }

        private void make(BiConsumer<GmpInteger, GmpInteger> product) {
            try (Workspace workspace = Arithmetic.fastest().open()) {
                GmpInteger number = (GmpInteger) workspace.of(limbs, LIMBS);
                product.accept(number.copy(), number);
            }
        }
    }
}
