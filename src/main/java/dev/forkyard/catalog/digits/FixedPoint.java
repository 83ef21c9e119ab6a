package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A number known up to an error: it is less than {@code error} units away from {@code mantissa}, in units of
 * 2<sup>-bits</sup>.
 */
record FixedPoint(MutableInteger mantissa, long bits, long error) implements PartialSum<FixedPoint>, AutoCloseable {

    /** {@inheritDoc} The errors add up; both have as many bits. */
    @Override
    public FixedPoint join(FixedPoint right, TaskProgress progress) throws InterruptedException {
        mantissa.add(right.mantissa);
        right.close();
        progress.reached(1);
        return new FixedPoint(mantissa, bits, error + right.error);
    }

    /** What is behind its point; it is used up. */
    FixedPoint fraction() {
        mantissa.keepLowBits(bits);
        return this;
    }

    /** Writes it as {@link #read} reads it: bits and error, 64 bits each and little-endian, and the mantissa. */
    @Override
    public void write(WritableByteChannel to) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(bits).putLong(error).flip();
        while (start.hasRemaining()) {
            to.write(start);
        }
        mantissa.write(to);
    }

    static FixedPoint read(ReadableByteChannel from, Workspace workspace) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (start.hasRemaining()) {
            if (from.read(start) < 0) {
                throw new EOFException("the number is cut off");
            }
        }
        return new FixedPoint(workspace.read(from), start.getLong(0), start.getLong(Long.BYTES));
    }

    @Override
    public void close() {
        mantissa.close();
    }
}
