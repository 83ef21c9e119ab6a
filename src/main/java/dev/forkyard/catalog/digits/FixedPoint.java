package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;

/**
 * A number known up to an error: it is less than {@code error} units away from {@code mantissa}, in units of
 * 2<sup>-bits</sup>.
 */
record FixedPoint(MutableInteger mantissa, long bits, long error) implements AutoCloseable {

    @Override
    public void close() {
        mantissa.close();
    }
}
