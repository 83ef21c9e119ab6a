package dev.forkyard.catalog.montecarlo;

/** The generator as its authors published it, in their words: what the kernels are held against. */
final class Xoshiro256Plus {

    private static final long[] JUMP = {
        0x180ec6d33cfd0abaL, 0xd5a61266f0c9392cL, 0xa9582618e03fc9aaL, 0x39abdc4529b1661cL
    };

    private final long[] s;

    Xoshiro256Plus(long... state) {
        s = state.clone();
    }

    /** Seeded by the library's SplitMix64. */
    static Xoshiro256Plus of(long seed) {
        var random = new java.util.SplittableRandom(seed);
        return new Xoshiro256Plus(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    long next() {
        long result = s[0] + s[3];
        long t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = Long.rotateLeft(s[3], 45);
        return result;
    }

    void jump() {
        long[] sum = new long[4];
        for (long word : JUMP) {
            for (int b = 0; b < 64; b++) {
                if ((word & 1L << b) != 0) {
                    for (int i = 0; i < 4; i++) {
                        sum[i] ^= s[i];
                    }
                }
                next();
            }
        }
        System.arraycopy(sum, 0, s, 0, 4);
    }

    Xoshiro256Plus copy() {
        return new Xoshiro256Plus(s);
    }
}
