package dev.forkyard.catalog.arithmetic;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** A number on the heap. */
final class JavaInteger implements MutableInteger {

    /** Where {@link NewtonDivision} begins to be the faster, in bits of quotient and divisor. */
    private static final long DIVISION_BITS = 40_000;

    /** Where {@link NewtonRoot} begins to be the faster. */
    private static final long ROOT_BITS = 2_000;

    private final JavaWorkspace workspace;
    private @Nullable BigInteger value;

    JavaInteger(JavaWorkspace workspace, BigInteger value) {
        this.workspace = workspace;
        this.value = value;
    }

    private static BigInteger of(MutableInteger number) {
        return ((JavaInteger) number).value();
    }

    private BigInteger value() {
        workspace.requireOpen();
        if (value == null) {
            throw new IllegalStateException("the number is closed");
        }
        return value;
    }

    private MutableInteger become(BigInteger result) {
        value = result;
        return this;
    }

    @Override
    public MutableInteger copy() {
        return new JavaInteger(workspace, value());
    }

    @Override
    public MutableInteger add(MutableInteger summand) {
        return become(value().add(of(summand)));
    }

    @Override
    public MutableInteger subtract(MutableInteger subtrahend) {
        return become(value().subtract(of(subtrahend)));
    }

    @Override
    public MutableInteger multiply(MutableInteger factor) {
        return become(JavaProduct.of(value(), of(factor)));
    }

    @Override
    public MutableInteger multiply(long factor) {
        return become(value().multiply(BigInteger.valueOf(factor)));
    }

    @Override
    public MutableInteger negate() {
        return become(value().negate());
    }

    @Override
    public MutableInteger shiftLeft(long bits) {
        return become(value().shiftLeft(Math.toIntExact(bits)));
    }

    @Override
    public MutableInteger shiftRight(long bits) {
        return become(value().shiftRight((int) Math.min(bits, Integer.MAX_VALUE)));
    }

    @Override
    public MutableInteger keepLowBits(long bits) {
        BigInteger all = value();
        if (bits >= all.bitLength() && all.signum() >= 0) {
            return this;
        }
        int kept = Math.toIntExact(bits);
        return become(all.subtract(all.shiftRight(kept).shiftLeft(kept)));
    }

    @Override
    public MutableInteger divide(MutableInteger divisor) {
        BigInteger by = of(divisor);
        if (value().signum() > 0
                && by.signum() > 0
                && NewtonDivision.pays(value().bitLength(), by.bitLength(), DIVISION_BITS)) {
            return become(of(new NewtonDivision(workspace, DIVISION_BITS).floor(this, divisor)));
        }
        BigInteger[] parts = value().divideAndRemainder(by);
        boolean roundedUp = parts[1].signum() != 0 && parts[1].signum() != by.signum();
        return become(roundedUp ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    @Override
    public MutableInteger divideExactly(MutableInteger divisor) {
        return divide(divisor);
    }

    @Override
    public MutableInteger squareRoot() {
        if (value().bitLength() > ROOT_BITS) {
            return become(of(new NewtonRoot(workspace, ROOT_BITS).floor(this)));
        }
        return become(value().sqrt());
    }

    @Override
    public int signum() {
        return value().signum();
    }

    @Override
    public long bitLength() {
        return value().abs().bitLength();
    }

    @Override
    public int compareTo(MutableInteger other) {
        return value().compareTo(of(other));
    }

    @Override
    public BigInteger toBigInteger() {
        return value();
    }

    @Override
    public byte[] toDigits(int length) {
        if (value().signum() < 0) {
            throw new ArithmeticException("a negative number has no digits alone");
        }
        return ShortDecimals.digits(value(), length);
    }

    @Override
    public long writtenLength() {
        return Long.BYTES + limbs() * Long.BYTES;
    }

    private long limbs() {
        return (bitLength() + Long.SIZE - 1) / Long.SIZE;
    }

    @Override
    public void write(WritableByteChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(writtenLength())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(signum() * limbs());
        byte[] magnitude = Bytes.reversed(value().abs().toByteArray());
        bytes.put(magnitude, 0, Math.min(magnitude.length, bytes.remaining()));
        bytes.rewind();
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() {
        value = null;
    }
}
