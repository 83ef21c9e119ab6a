package dev.forkyard.catalog.digits;

import dev.forkyard.catalog.arithmetic.MutableInteger;
import dev.forkyard.catalog.arithmetic.Workspace;
import dev.forkyard.catalog.progress.TaskProgress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The exact sum of adjacent terms of a series, in units of what the term before the first of them is multiplied by.
 *
 * @param p what the numerator of that unit is multiplied by to reach beyond the last term; absent if none follow
 * @param q what its denominator is multiplied by
 * @param t the numerator of the sum, whose denominator is {@code q}
 */
record PartialSum(@Nullable MutableInteger p, MutableInteger q, MutableInteger t) implements AutoCloseable {

    /**
     * The sum of the terms of both, which are used up; those of {@code right} follow those of this.
     *
     * @throws IllegalArgumentException if no terms may follow those of this
     * @throws InterruptedException if the task was cancelled
     */
    PartialSum join(PartialSum right, TaskProgress progress) throws InterruptedException {
        if (p == null) {
            throw new IllegalArgumentException("no terms may follow");
        }
        t.multiply(right.q);
        progress.reached(0.3);
        right.t.multiply(p);
        progress.reached(0.6);
        t.add(right.t);
        right.t.close();
        q.multiply(right.q);
        right.q.close();
        progress.reached(0.9);
        MutableInteger product = null;
        if (right.p == null) {
            p.close();
        } else {
            product = p.multiply(right.p);
            right.p.close();
        }
        progress.reached(1);
        return new PartialSum(product, q, t);
    }

    /** Writes the three numbers, so that {@link #read} has them again. */
    void write(WritableByteChannel to) throws IOException {
        to.write(ByteBuffer.wrap(new byte[] {(byte) (p == null ? 0 : 1)}));
        if (p != null) {
            p.write(to);
        }
        q.write(to);
        t.write(to);
    }

    static PartialSum read(ReadableByteChannel from, Workspace workspace) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(1);
        while (start.hasRemaining()) {
            if (from.read(start) < 0) {
                throw new EOFException("the sum is cut off");
            }
        }
        MutableInteger p = start.get(0) == 0 ? null : workspace.read(from);
        return new PartialSum(p, workspace.read(from), workspace.read(from));
    }

    @Override
    public void close() {
        if (p != null) {
            p.close();
        }
        q.close();
        t.close();
    }
}
