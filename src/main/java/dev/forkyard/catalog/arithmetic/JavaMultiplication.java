package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;

/** Where all products of large numbers on the heap are made. */
final class JavaMultiplication {

    private JavaMultiplication() {}

    static BigInteger product(BigInteger left, BigInteger right) {
        return left.multiply(right);
    }
}
