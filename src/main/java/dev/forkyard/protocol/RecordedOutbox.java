package dev.forkyard.protocol;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames in a ring of bytes in a file that is mapped into memory: what was added is there for the peer to read after this
 * process has died, however suddenly, and whether or not it had been written to the channel. So no answer, and no line of
 * output, is lost with a worker.
 *
 * <p>The file begins with the number of bytes ever added, eight of them, big-endian; the byte with number n follows at
 * {@code HEADER + n % CAPACITY}. A frame counts as added once it is there as a whole, unless it is longer than the ring. An
 * adder waits, deaf to interrupts, while the ring is full.
 */
final class RecordedOutbox implements Outbox {

    private static final int HEADER = Long.BYTES;
    private static final int CAPACITY = 1 << 18;

    /** So that many frames leave with one system call. */
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MappedByteBuffer file;
    private final ByteBuffer heartbeat;
    private final long heartbeatNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition space = lock.newCondition();

    @GuardedBy("lock") private long added;

    @GuardedBy("lock") private long written;

    @GuardedBy("lock") private long urgentUntil;

    @GuardedBy("lock") private boolean writerSleeps;

    @GuardedBy("lock") private boolean ended;

    /**
     * @param path a file that {@link #create} has made
     * @param heartbeat a frame that is added when none was for so long
     */
    RecordedOutbox(Path path, ByteBuffer heartbeat, long heartbeatNanos) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.file = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + CAPACITY);
        }
        this.heartbeat = heartbeat;
        this.heartbeatNanos = heartbeatNanos;
    }

    /** Makes the file, with all its blocks, so that a full disk shows now rather than as a crash. */
    static void create(Path path) throws IOException {
        Files.write(path, new byte[HEADER + CAPACITY], StandardOpenOption.CREATE_NEW);
    }

    /** What was added after the first {@code received} bytes, to be read once the process that added it is gone. */
    static ByteBuffer remainder(Path path, long received) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
        long length = all.getLong(0) - received;
        if (length <= 0 || length > CAPACITY) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer rest = ByteBuffer.allocate((int) length);
        for (long at = received; rest.hasRemaining(); at++) {
            rest.put(all.get(HEADER + (int) (at % CAPACITY)));
        }
        return rest.flip();
    }

    @Override
    public void add(ByteBuffer frame, boolean urgent) {
        lock.lock();
        try {
            while (frame.hasRemaining() && !ended) {
                int room = (int) (CAPACITY - (added - written));
                if (room < frame.remaining() && room < CAPACITY) {
                    changed.signal();
                    space.awaitUninterruptibly();
                } else {
                    append(frame, Math.min(room, frame.remaining()));
                }
            }
            urgentUntil = urgent ? added : urgentUntil;
            if (urgent || writerSleeps) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void append(ByteBuffer frame, int length) {
        int at = (int) (added % CAPACITY);
        int first = Math.min(length, CAPACITY - at);
        file.put(HEADER + at, frame, frame.position(), first);
        file.put(HEADER, frame, frame.position() + first, length - first);
        frame.position(frame.position() + length);
        added += length;
        VarHandle.releaseFence();
        file.putLong(0, added);
    }

    @Override
    public boolean writeTo(WritableByteChannel peer) throws IOException, InterruptedException {
        long from;
        long to;
        lock.lockInterruptibly();
        try {
            awaitBytes();
            from = written;
            to = added;
        } finally {
            lock.unlock();
        }
        while (from < to) {
            int at = (int) (from % CAPACITY);
            int length = (int) Math.min(to - from, CAPACITY - at);
            ByteBuffer slice = file.slice(HEADER + at, length);
            while (slice.hasRemaining()) {
                peer.write(slice);
            }
            from += length;
            release(from);
        }
        lock.lock();
        try {
            return !(ended && written == added);
        } finally {
            lock.unlock();
        }
    }

    /** Returns once something is to be written: at once what is urgent, after a moment what is not, at last a heartbeat. */
    @GuardedBy("lock") private void awaitBytes() throws InterruptedException {
        long left = heartbeatNanos;
        while (added == written && !ended) {
            if (left <= 0) {
                append(heartbeat.duplicate(), heartbeat.remaining());
                return;
            }
            writerSleeps = true;
            left = changed.awaitNanos(left);
            writerSleeps = false;
        }
        left = GATHERING_NANOS;
        while (urgentUntil <= written && !ended && left > 0 && added - written < CAPACITY / 2) {
            left = changed.awaitNanos(left);
        }
    }

    private void release(long upTo) {
        lock.lock();
        try {
            written = upTo;
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
