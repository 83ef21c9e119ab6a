package dev.forkyard.catalog.montecarlo;

/**
 * Generators xoshiro256+ side by side, on consecutive streams of one seed; all kernels draw from these, each in the
 * lanes that the processor has, and none sees another number than they say.
 *
 * <p>xoshiro256+ (D. Blackman, S. Vigna, <i>Scrambled linear pseudorandom number generators</i>, ACM Transactions on
 * Mathematical Software 47, 2021) is the authors' own choice for floating-point numbers. It has a period of
 * 2<sup>256</sup> - 1, all its outputs together are equidistributed in 3 dimensions, and its authors report no failure in
 * BigCrush, run on the outputs and on their reverse, nor in PractRand or a test of Hamming-weight dependencies of their
 * own over petabytes, save of the linearity of the lowest three bits: a sum modulo 2 is a linear map, and what little
 * carry the lowest bits see cannot hide it. Users are told to take the upper 53 bits, and {@link Disc} takes 52.
 *
 * <p>Stream k of a seed is the one sequence that the seed starts, from number k 2<sup>128</sup> on. A job draws from
 * fewer than 2<sup>20</sup> streams, from each fewer than 2<sup>40</sup> numbers, and the streams begin 2<sup>128</sup>
 * steps apart on a circle of 2<sup>256</sup> - 1, so no number of the sequence is drawn twice.
 *
 * <p>An instance belongs to one thread.
 */
final class Lanes {

    /**
     * How many there are, on every machine: a multiple of what any vector register holds, enough that a loop over them
     * is long, few enough that the first-level cache holds them.
     */
    static final int COUNT = 512;

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** The states: word w of a lane's four is at w * {@link #COUNT} + lane. */
    private final long[] words = new long[4 * COUNT];

    /** The lanes at the start of the seed's streams number {@code first} to {@code first + COUNT - 1}. */
    Lanes(long seed, long first) {
        for (int word = 0; word < 4; word++) {
            words[word * COUNT] = mix(seed + (word + 1) * GOLDEN_GAMMA);
        }
        jump(Jump.ONE_STREAM.times(first), 0, 1);
        Jump jump = Jump.ONE_STREAM;
        for (int lanes = 1; lanes < COUNT; lanes *= 2) {
            for (int word = 0; word < 4; word++) {
                System.arraycopy(words, word * COUNT, words, word * COUNT + lanes, lanes);
            }
            jump(jump, lanes, 2 * lanes);
            jump = jump.then(jump);
        }
    }

    /** The states, for a kernel to step on. */
    long[] words() {
        return words;
    }

    /** What the lane draws next, without drawing it. */
    long peek(int lane) {
        return words[lane] + words[3 * COUNT + lane];
    }

    /**
     * SplitMix64's output function, by which the generator's authors have its state seeded: a bijection, so that at most
     * one of the four words is 0 (G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom number generators</i>,
     * OOPSLA 2014).
     */
    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private void jump(Jump jump, int from, int to) {
        long[] sum = new long[4 * COUNT];
        for (int power = 0; power < 256; power++) {
            if (jump.has(power)) {
                for (int word = 0; word < 4; word++) {
                    add(words, sum, word * COUNT + from, word * COUNT + to);
                }
            }
            step(words, from, to);
        }
        for (int word = 0; word < 4; word++) {
            System.arraycopy(sum, word * COUNT + from, words, word * COUNT + from, to - from);
        }
    }

    private static void add(long[] words, long[] sum, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] ^= words[i];
        }
    }

    private static void step(long[] words, int from, int to) {
        for (int i = from; i < to; i++) {
            long s0 = words[i];
            long s1 = words[i + COUNT];
            long s2 = words[i + 2 * COUNT];
            long s3 = words[i + 3 * COUNT];
            words[i] = s0 ^ s3 ^ s1;
            words[i + COUNT] = s1 ^ s2 ^ s0;
            words[i + 2 * COUNT] = s2 ^ s0 ^ (s1 << 17);
            words[i + 3 * COUNT] = Long.rotateLeft(s3 ^ s1, 45);
        }
    }
}
