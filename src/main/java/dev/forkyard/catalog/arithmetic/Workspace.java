package dev.forkyard.catalog.arithmetic;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.ReadableByteChannel;

/**
 * Where the numbers of one computation live: closing it releases those that are not closed yet, so that none outlives a
 * computation that was cancelled or failed. For use by one thread at a time.
 *
 * <p>Numbers of different workspaces of one arithmetic may be mixed, of different arithmetics may not.
 */
public interface Workspace extends AutoCloseable {

    /** The arithmetic that computes here. */
    Arithmetic arithmetic();

    /** A new number. */
    MutableInteger of(long value);

    /** A new number. */
    MutableInteger of(BigInteger value);

    /**
     * A new number.
     *
     * @param limbs 64 bits each, the lowest first, all without a sign
     * @param length how many of these count
     */
    MutableInteger of(long[] limbs, int length);

    /**
     * A new number: {@code base} to the power of {@code exponent}.
     *
     * @param base at least 0
     * @param exponent at least 0
     */
    MutableInteger power(long base, long exponent);

    /**
     * A new number, as {@link MutableInteger#write} wrote it.
     *
     * @throws IOException if the channel fails, or ends before the number does
     */
    MutableInteger read(ReadableByteChannel from) throws IOException;

    /** Releases all numbers of this workspace. Closing it again has no effect. */
    @Override
    void close();
}
