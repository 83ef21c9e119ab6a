package dev.forkyard.catalog.arithmetic;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Numbers on the heap, which the garbage collector has once nobody refers to them. */
final class JavaWorkspace implements Workspace {

    private boolean closed;

    @Override
    public Arithmetic arithmetic() {
        return JavaArithmetic.INSTANCE;
    }

    @Override
    public MutableInteger of(long value) {
        return of(BigInteger.valueOf(value));
    }

    @Override
    public MutableInteger of(BigInteger value) {
        requireOpen();
        return new JavaInteger(this, value);
    }

    @Override
    public MutableInteger of(long[] limbs, int length) {
        ByteBuffer bigEndian = ByteBuffer.allocate(length * Long.BYTES);
        for (int i = length - 1; i >= 0; i--) {
            bigEndian.putLong(limbs[i]);
        }
        return of(new BigInteger(1, bigEndian.array()));
    }

    @Override
    public MutableInteger power(long base, long exponent) {
        if (base < 0 || exponent < 0) {
            throw new IllegalArgumentException("a power of " + base + " to " + exponent);
        }
        BigInteger factor = BigInteger.valueOf(base);
        BigInteger power = BigInteger.ONE;
        for (int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            power = JavaProduct.of(power, power);
            if ((exponent >> bit & 1) == 1) {
                power = power.multiply(factor);
            }
        }
        return of(power);
    }

    @Override
    public MutableInteger read(ReadableByteChannel from) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(header, from);
        long count = header.getLong(0);
        ByteBuffer limbs = ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(Math.abs(count), Long.BYTES)));
        fill(limbs, from);
        return of(new BigInteger(Long.signum(count), Bytes.reversed(limbs.array())));
    }

    private static void fill(ByteBuffer buffer, ReadableByteChannel from) throws IOException {
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new EOFException("the number is cut off");
            }
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the workspace is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
