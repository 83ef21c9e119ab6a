package dev.forkyard.catalog.arithmetic;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A number on the heap. */
final class JavaInteger implements MutableInteger {

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
        return become(JavaMultiplication.product(value(), of(factor)));
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
        return become(JavaDivision.floor(value(), of(divisor)));
    }

    @Override
    public MutableInteger divideExactly(MutableInteger divisor) {
        return divide(divisor);
    }

    @Override
    public MutableInteger squareRoot() {
        return become(JavaRoot.floor(value()));
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
        byte[] written =
                value().signum() == 0 ? new byte[0] : value().toString().getBytes(StandardCharsets.US_ASCII);
        if (value().signum() < 0 || written.length > length) {
            throw new ArithmeticException("the number does not fit " + length + " digits");
        }
        byte[] digits = new byte[length];
        int zeros = length - written.length;
        Arrays.fill(digits, 0, zeros, (byte) '0');
        System.arraycopy(written, 0, digits, zeros, written.length);
        return digits;
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
