package dev.forkyard.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a peer wrote to its channel and, when that has ended, what it had left to write in its
 * {@link RecordedOutbox}. For use by one thread.
 */
final class SurvivingSource implements ReadableByteChannel {

    private final ReadableByteChannel channel;
    private final Path outbox;
    private long received;
    private @Nullable ByteBuffer rest;

    SurvivingSource(ReadableByteChannel channel, Path outbox) {
        this.channel = channel;
        this.outbox = outbox;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (rest == null) {
            int read = readChannel(target);
            if (read >= 0) {
                received += read;
                return read;
            }
            rest = RecordedOutbox.remainder(outbox, received);
        }
        if (!rest.hasRemaining()) {
            return -1;
        }
        int length = Math.min(rest.remaining(), target.remaining());
        target.put(target.position(), rest, rest.position(), length).position(target.position() + length);
        rest.position(rest.position() + length);
        return length;
    }

    /** A channel that breaks has ended as one that is closed. */
    private int readChannel(ByteBuffer target) {
        try {
            return channel.read(target);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
