package dev.forkyard.catalog.arithmetic;

import dev.forkyard.catalog.machine.FusedMultiplyAdd;
import java.math.BigInteger;
import java.util.Random;

/** Products of {@link BigInteger}: its own of the small ones, and by {@link TransformProduct} of the large ones. */
final class JavaProduct {

    /** Where {@link BigInteger#multiply} is the slower, in bits of the shorter factor. */
    private static final int LEAST_BITS = 12_000;

    /** Where it is the slower even if the JVM has yet to compile the transforms. */
    private static final int CERTAIN_BITS = 5_000_000;

    private static final TakeOver TAKE_OVER = new TakeOver(new SampleProduct());

    private JavaProduct() {}

    /** How large products are made, for people. */
    static String description() {
        return FusedMultiplyAdd.isFast() ? TransformProduct.description() : "the library's own";
    }

    static void warmUp() throws InterruptedException {
        if (FusedMultiplyAdd.isFast()) {
            TAKE_OVER.decide();
        }
    }

    /** The product of two numbers of either sign. */
    static BigInteger of(BigInteger a, BigInteger b) {
        int bits = Math.min(a.bitLength(), b.bitLength());
        if (bits < LEAST_BITS || !FusedMultiplyAdd.isFast()) {
            return a.multiply(b);
        }
        if (bits > CERTAIN_BITS || TAKE_OVER.isDone()) {
            return TransformProduct.fastest().multiply(a, b);
        }
        long began = System.nanoTime();
        BigInteger product = a.multiply(b);
        TAKE_OVER.libraryTook(System.nanoTime() - began);
        return product;
    }

    /** Long enough for all kernels to be called, and for transforms to be the faster by far. */
    private static final class SampleProduct implements TakeOver.Contest {

        private static final int BITS = 400_000;

        private final BigInteger number = new BigInteger(BITS, new Random(0));
        private final BigInteger other = number.flipBit(1);

        @Override
        public void transform() {
            TransformProduct.fastest().multiply(number, other);
        }

        @Override
        public void useLibrary() {
            BigInteger unused = number.multiply(other);
        }
    }
}
