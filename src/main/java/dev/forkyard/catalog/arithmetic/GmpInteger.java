package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** A number in native memory. */
final class GmpInteger implements MutableInteger {

    /** The most bytes that a channel is given at once. */
    static final long SLICE = 1 << 28;

    private static final int CLOSED = -1;

    /** Where {@link NewtonDivision} begins to be the faster, in bits of quotient and divisor. */
    private static final long DIVISION_BITS = 400_000;

    /** Where {@link NewtonRoot} begins to be the faster. */
    private static final long ROOT_BITS = 4_000_000;

    private final GmpWorkspace workspace;
    private int index;

    GmpInteger(GmpWorkspace workspace, int index) {
        this.workspace = workspace;
        this.index = index;
    }

    /** The address of its {@code mpz_t}. */
    long header() {
        if (index == CLOSED) {
            throw new IllegalStateException("the number is closed");
        }
        return workspace.headers().address(index);
    }

    private static long header(MutableInteger number) {
        return ((GmpInteger) number).header();
    }

    @Override
    public GmpInteger copy() {
        long original = header();
        GmpInteger copy = workspace.zero();
        Gmp.__gmpz_set(copy.header(), original);
        return copy;
    }

    @Override
    public MutableInteger add(MutableInteger summand) {
        Gmp.__gmpz_add(header(), header(), header(summand));
        return this;
    }

    @Override
    public MutableInteger subtract(MutableInteger subtrahend) {
        Gmp.__gmpz_sub(header(), header(), header(subtrahend));
        return this;
    }

    @Override
    public MutableInteger multiply(MutableInteger factor) {
        GmpProduct.multiply(this, (GmpInteger) factor);
        return this;
    }

    @Override
    public MutableInteger multiply(long factor) {
        Gmp.__gmpz_mul_si(header(), header(), factor);
        return this;
    }

    @Override
    public MutableInteger negate() {
        return multiply(-1);
    }

    @Override
    public MutableInteger shiftLeft(long bits) {
        Gmp.__gmpz_mul_2exp(header(), header(), requireNotNegative(bits));
        return this;
    }

    @Override
    public MutableInteger shiftRight(long bits) {
        Gmp.__gmpz_fdiv_q_2exp(header(), header(), requireNotNegative(bits));
        return this;
    }

    @Override
    public MutableInteger keepLowBits(long bits) {
        Gmp.__gmpz_fdiv_r_2exp(header(), header(), requireNotNegative(bits));
        return this;
    }

    private static long requireNotNegative(long bits) {
        if (bits < 0) {
            throw new IllegalArgumentException("a number of bits is " + bits);
        }
        return bits;
    }

    @Override
    public MutableInteger divide(MutableInteger divisor) {
        requireNotZero(divisor);
        if (signum() > 0
                && divisor.signum() > 0
                && GmpProduct.transforms()
                && NewtonDivision.pays(bitLength(), divisor.bitLength(), DIVISION_BITS)) {
            return become(new NewtonDivision(workspace, DIVISION_BITS).floor(this, divisor));
        }
        Gmp.__gmpz_fdiv_q(header(), header(), header(divisor));
        return this;
    }

    @Override
    public MutableInteger divideExactly(MutableInteger divisor) {
        requireNotZero(divisor);
        Gmp.__gmpz_divexact(header(), header(), header(divisor));
        return this;
    }

    /** GMP would end the process. */
    private static void requireNotZero(MutableInteger divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("division by 0");
        }
    }

    @Override
    public MutableInteger squareRoot() {
        if (signum() < 0) { // GMP would end the process.
            throw new ArithmeticException("square root of a negative number");
        }
        if (GmpProduct.transforms() && bitLength() > ROOT_BITS) {
            return become(new NewtonRoot(workspace, ROOT_BITS).floor(this));
        }
        Gmp.__gmpz_sqrt(header(), header());
        return this;
    }

    @Override
    public int signum() {
        if (index == CLOSED) {
            throw new IllegalStateException("the number is closed");
        }
        return workspace.headers().signum(index);
    }

    @Override
    public long bitLength() {
        return signum() == 0 ? 0 : Gmp.__gmpz_sizeinbase(header(), 2);
    }

    @Override
    public int compareTo(MutableInteger other) {
        return Gmp.__gmpz_cmp(header(), header(other));
    }

    @Override
    public BigInteger toBigInteger() {
        byte[] magnitude = new byte[Math.toIntExact(writtenLength() - Long.BYTES)];
        if (magnitude.length == 0) {
            return BigInteger.ZERO;
        }
        new Pointer(Gmp.__gmpz_limbs_read(header())).read(0, magnitude, 0, magnitude.length);
        return new BigInteger(signum(), Bytes.reversed(magnitude));
    }

    @Override
    public byte[] toDigits(int length) {
        byte[] digits = new byte[length];
        long most = Gmp.__gmpz_sizeinbase(header(), 10); // May be one too many.
        if (signum() < 0 || (signum() > 0 && most > length + 1L)) {
            throw unfit(length);
        }
        int written = 0;
        if (signum() > 0) {
            Pointer text = workspace.buffer(most + 2);
            Gmp.__gmpz_get_str(Pointer.nativeValue(text), 10, header());
            written = (int) (text.getByte(most - 1) == 0 ? most - 1 : most);
            if (written > length) {
                throw unfit(length);
            }
            text.read(0, digits, length - written, written);
        }
        Arrays.fill(digits, 0, length - written, (byte) '0');
        return digits;
    }

    private static ArithmeticException unfit(int length) {
        return new ArithmeticException("the number does not fit " + length + " digits");
    }

    @Override
    public long writtenLength() {
        return Long.BYTES + (long) limbs() * Long.BYTES;
    }

    /** How many limbs of 64 bits it has. */
    int limbs() {
        signum();
        return workspace.headers().limbs(index);
    }

    /** The limbs of its magnitude, the lowest first. */
    long[] toLimbs() {
        long[] limbs = new long[limbs()];
        if (limbs.length > 0) {
            new Pointer(Gmp.__gmpz_limbs_read(header())).read(0, limbs, 0, limbs.length);
        }
        return limbs;
    }

    /** Sets it to the number of these limbs, the highest of which may be 0. */
    void become(long[] limbs, boolean negative) {
        new Pointer(Gmp.__gmpz_limbs_write(header(), limbs.length)).write(0, limbs, 0, limbs.length);
        Gmp.__gmpz_limbs_finish(header(), negative ? -(long) limbs.length : limbs.length);
    }

    /** Sets it to another number, which is used up. */
    private MutableInteger become(MutableInteger other) {
        Gmp.__gmpz_swap(header(), header(other));
        other.close();
        return this;
    }

    /** Drops its sign. */
    GmpInteger makePositive() {
        Gmp.__gmpz_abs(header(), header());
        return this;
    }

    @Override
    public void write(WritableByteChannel to) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        drain(start.putLong(0, (long) signum() * limbs()), to);
        long length = (long) limbs() * Long.BYTES;
        Pointer limbs = new Pointer(Gmp.__gmpz_limbs_read(header()));
        for (long done = 0; done < length; done += SLICE) {
            drain(limbs.getByteBuffer(done, Math.min(SLICE, length - done)), to);
        }
    }

    private static void drain(ByteBuffer buffer, WritableByteChannel to) throws IOException {
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    @Override
    public void close() {
        if (index != CLOSED) {
            workspace.headers().giveBack(index);
            index = CLOSED;
        }
    }
}
