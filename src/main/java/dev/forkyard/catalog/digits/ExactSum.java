package dev.forkyard.catalog.digits;

import static java.util.Objects.requireNonNull;

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
record ExactSum(@Nullable MutableInteger p, MutableInteger q, MutableInteger t)
        implements PartialSum<ExactSum>, AutoCloseable {

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if no terms may follow those of this
     */
    @Override
    public ExactSum join(ExactSum right, TaskProgress progress) throws InterruptedException {
        joinedT(right, progress.part(0, 0.6));
        q.multiply(right.q);
        right.q.close();
        progress.reached(0.9);
        MutableInteger product = null;
        if (right.p == null) {
            requireNonNull(p).close();
        } else {
            product = requireNonNull(p).multiply(right.p);
            right.p.close();
        }
        progress.reached(1);
        return new ExactSum(product, q, t);
    }

    /** The t of the sum of both, which takes the place of this one's. */
    MutableInteger joinedT(ExactSum right, TaskProgress progress) throws InterruptedException {
        if (p == null) {
            throw new IllegalArgumentException("no terms may follow");
        }
        t.multiply(right.q);
        progress.reached(0.5);
        right.t.multiply(p);
        progress.reached(1);
        t.add(right.t);
        right.t.close();
        return t;
    }

    @Override
    public void write(WritableByteChannel to) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(new byte[] {(byte) (p == null ? 0 : 1)});
        while (start.hasRemaining()) {
            to.write(start);
        }
        if (p != null) {
            p.write(to);
        }
        q.write(to);
        t.write(to);
    }

    static ExactSum read(ReadableByteChannel from, Workspace workspace) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(1);
        while (start.hasRemaining()) {
            if (from.read(start) < 0) {
                throw new EOFException("the sum is cut off");
            }
        }
        MutableInteger p = start.get(0) == 0 ? null : workspace.read(from);
        return new ExactSum(p, workspace.read(from), workspace.read(from));
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
