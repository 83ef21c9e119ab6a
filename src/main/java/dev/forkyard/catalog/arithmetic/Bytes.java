package dev.forkyard.catalog.arithmetic;

/** Turns the order of bytes, between {@link java.math.BigInteger}'s and that of limbs in memory. */
final class Bytes {

    private Bytes() {}

    /** The array itself, its bytes in the opposite order. */
    static byte[] reversed(byte[] bytes) {
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
        return bytes;
    }
}
