package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Pointer;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * Numbers in native memory. Their headers, {@code mpz_t}, lie in blocks of the workspace and are used again; their limbs
 * belong to GMP.
 */
final class GmpWorkspace implements Workspace {

    /** Up to which exponent GMP is left to itself. */
    private static final long DIRECT_EXPONENT = 20_000;

    private final GmpArithmetic arithmetic;
    private final GmpHeaders headers = new GmpHeaders();
    private final NativeBuffer buffer = new NativeBuffer();

    GmpWorkspace(GmpArithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    @Override
    public Arithmetic arithmetic() {
        return arithmetic;
    }

    @Override
    public MutableInteger of(long value) {
        GmpInteger number = zero();
        Gmp.__gmpz_set_si(number.header(), value);
        return number;
    }

    @Override
    public MutableInteger of(BigInteger value) {
        byte[] magnitude = Bytes.reversed(value.abs().toByteArray());
        GmpInteger number = zero();
        int count = (magnitude.length + Long.BYTES - 1) / Long.BYTES;
        long limbs = Gmp.__gmpz_limbs_write(number.header(), count);
        Pointer memory = new Pointer(limbs);
        memory.setLong((count - 1L) * Long.BYTES, 0);
        memory.write(0, magnitude, 0, magnitude.length);
        Gmp.__gmpz_limbs_finish(number.header(), value.signum() < 0 ? -count : count);
        return number;
    }

    @Override
    public MutableInteger of(long[] limbs, int length) {
        GmpInteger number = zero();
        if (length > 0) {
            new Pointer(Gmp.__gmpz_limbs_write(number.header(), length)).write(0, limbs, 0, length);
            Gmp.__gmpz_limbs_finish(number.header(), length);
        }
        return number;
    }

    @Override
    public MutableInteger power(long base, long exponent) {
        if (base < 0 || exponent < 0) {
            throw new IllegalArgumentException("a power of " + base + " to " + exponent);
        }
        if (base > 1 && exponent > DIRECT_EXPONENT) {
            MutableInteger root = power(base, exponent / 2);
            root.multiply(root);
            return exponent % 2 == 1 ? root.multiply(base) : root;
        }
        GmpInteger number = zero();
        Gmp.__gmpz_ui_pow_ui(number.header(), base, exponent);
        return number;
    }

    @Override
    public MutableInteger read(ReadableByteChannel from) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(start, from);
        long signedCount = start.getLong(0);
        GmpInteger number = zero();
        if (signedCount != 0) {
            long length = Math.multiplyExact(Math.abs(signedCount), Long.BYTES);
            Pointer limbs = new Pointer(Gmp.__gmpz_limbs_write(number.header(), Math.abs(signedCount)));
            for (long done = 0; done < length; done += GmpInteger.SLICE) {
                fill(limbs.getByteBuffer(done, Math.min(GmpInteger.SLICE, length - done)), from);
            }
            Gmp.__gmpz_limbs_finish(number.header(), signedCount);
        }
        return number;
    }

    private static void fill(ByteBuffer buffer, ReadableByteChannel from) throws IOException {
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new EOFException("the number is cut off");
            }
        }
    }

    GmpInteger zero() {
        return new GmpInteger(this, headers.take());
    }

    GmpHeaders headers() {
        return headers;
    }

    /** Memory of at least that many bytes, until the next call. */
    Pointer buffer(long bytes) {
        return buffer.ofAtLeast(bytes);
    }

    @Override
    public void close() {
        headers.close();
        buffer.close();
    }
}
