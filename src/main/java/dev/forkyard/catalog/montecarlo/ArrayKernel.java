package dev.forkyard.catalog.montecarlo;

import static dev.forkyard.catalog.montecarlo.Lanes.COUNT;

import java.util.Arrays;

/**
 * The kernel for every JVM: two loops over arrays, so plain that the JIT compiler turns each into vector instructions
 * within milliseconds. In one loop over the same steps it leaves them scalar, which takes four times as long.
 */
final class ArrayKernel implements Kernel {

    private final long[] randoms = new long[COUNT];
    private final long[] inside = new long[COUNT];

    @Override
    public long inside(long[] words, int rows) {
        Arrays.fill(inside, 0);
        for (int row = 0; row < rows; row++) {
            draw(words, randoms);
            count(randoms, inside);
        }
        return Arrays.stream(inside).sum();
    }

    private static void draw(long[] words, long[] randoms) {
        for (int i = 0; i < COUNT; i++) {
            long s0 = words[i];
            long s1 = words[i + COUNT];
            long s2 = words[i + 2 * COUNT];
            long s3 = words[i + 3 * COUNT];
            randoms[i] = s0 + s3;
            words[i] = s0 ^ s3 ^ s1;
            words[i + COUNT] = s1 ^ s2 ^ s0;
            words[i + 2 * COUNT] = s2 ^ s0 ^ (s1 << 17);
            words[i + 3 * COUNT] = Long.rotateLeft(s3 ^ s1, 45);
        }
    }

    private static void count(long[] randoms, long[] inside) {
        for (int i = 0; i < COUNT; i++) {
            inside[i] += Disc.inside(randoms[i]);
        }
    }
}
