package dev.forkyard.catalog.arithmetic;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Turns numbers into limbs of 64 bits, least significant first, and back. */
final class Limbs {

    private Limbs() {}

    /** The number's absolute value in as few limbs as possible. */
    static long[] of(BigInteger number) {
        byte[] bytes = number.abs().toByteArray();
        long[] limbs = new long[(number.abs().bitLength() + Long.SIZE - 1) / Long.SIZE];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int end = bytes.length;
        for (int i = 0; i < limbs.length; i++) {
            end -= Long.BYTES;
            limbs[i] = end >= 0 ? buffer.getLong(end) : topLimb(bytes, end + Long.BYTES);
        }
        return limbs;
    }

    private static long topLimb(byte[] bytes, int count) {
        long limb = 0;
        for (int i = 0; i < count; i++) {
            limb = limb << Byte.SIZE | (bytes[i] & 0xff);
        }
        return limb;
    }

    /** The number that has this sign and these limbs, some of the last of which may be zero. */
    static BigInteger toBigInteger(long[] limbs, int signum) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * limbs.length);
        for (int i = limbs.length - 1; i >= 0; i--) {
            buffer.putLong(limbs[i]);
        }
        return new BigInteger(signum, buffer.array());
    }
}
