package dev.forkyard.catalog.arithmetic;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The headers of a workspace's numbers, {@code mpz_t}, in blocks of native memory; told by an index each. What of them can
 * be read without a call is read so.
 */
final class GmpHeaders implements AutoCloseable {

    /** {@code mpz_t} is an int of the limbs allocated, one of the limbs used, with the sign, and the limbs' address. */
    private static final int SIZE = 16;

    private static final int ALLOCATED = 0;
    private static final int USED = 4;
    private static final int PER_BLOCK = 128;

    private final List<ByteBuffer> blocks = new ArrayList<>();
    private long[] addresses = {};
    private int[] free = {};
    private int freeCount;
    private boolean closed;

    /** The index of a header that stands for 0, until it is given back. */
    int take() {
        requireOpen();
        if (freeCount == 0) {
            addBlock();
        }
        int index = free[--freeCount];
        Gmp.__gmpz_init(address(index));
        return index;
    }

    void giveBack(int index) {
        if (!closed) {
            release(index);
            free[freeCount++] = index;
        }
    }

    long address(int index) {
        requireOpen();
        return addresses[index / PER_BLOCK] + (long) SIZE * (index % PER_BLOCK);
    }

    int signum(int index) {
        requireOpen();
        return Integer.signum(read(index, USED));
    }

    /** How many limbs the number has. */
    int limbs(int index) {
        requireOpen();
        return Math.abs(read(index, USED));
    }

    private int read(int index, int field) {
        return blocks.get(index / PER_BLOCK).getInt(SIZE * (index % PER_BLOCK) + field);
    }

    private void release(int index) {
        if (read(index, ALLOCATED) > 0) {
            Gmp.__gmpz_clear(address(index));
            blocks.get(index / PER_BLOCK).putInt(SIZE * (index % PER_BLOCK) + ALLOCATED, 0);
        }
    }

    private void addBlock() {
        long address = Native.malloc((long) SIZE * PER_BLOCK);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory for headers of numbers");
        }
        int count = blocks.size();
        ByteBuffer block =
                new Pointer(address).getByteBuffer(0, (long) SIZE * PER_BLOCK).order(ByteOrder.nativeOrder());
        block.put(new byte[SIZE * PER_BLOCK]);
        addresses = Arrays.copyOf(addresses, count + 1);
        addresses[count] = address;
        blocks.add(block);
        free = Arrays.copyOf(free, (count + 1) * PER_BLOCK);
        for (int i = PER_BLOCK - 1; i >= 0; i--) {
            free[freeCount++] = count * PER_BLOCK + i;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the workspace is closed");
        }
    }

    /** Gives back all headers, with the limbs of those that are in use. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        for (int index = 0; index < blocks.size() * PER_BLOCK; index++) {
            release(index);
        }
        for (long address : addresses) {
            Native.free(address);
        }
        blocks.clear();
        closed = true;
    }
}
