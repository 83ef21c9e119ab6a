package dev.forkyard.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.LinkedBlockingQueue;

/** Frames in a queue on the heap: never full, and gone with the process. */
final class QueuedOutbox implements Outbox {

    /** An empty frame, which no message makes, ends the writer. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final LinkedBlockingQueue<ByteBuffer> frames = new LinkedBlockingQueue<>();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16);

    @Override
    public void add(ByteBuffer frame, boolean urgent) {
        frames.add(frame);
    }

    @Override
    public void end() {
        frames.add(END);
    }

    @Override
    public boolean writeTo(WritableByteChannel peer) throws IOException, InterruptedException {
        ByteBuffer frame = frames.take();
        for (; frame != null; frame = frames.poll()) {
            if (!frame.hasRemaining()) {
                flush(peer);
                return false;
            }
            copy(frame, peer);
        }
        flush(peer);
        return true;
    }

    private void copy(ByteBuffer frame, WritableByteChannel peer) throws IOException {
        while (frame.hasRemaining()) {
            if (!chunk.hasRemaining()) {
                flush(peer);
            }
            int length = Math.min(frame.remaining(), chunk.remaining());
            chunk.put(chunk.position(), frame, frame.position(), length).position(chunk.position() + length);
            frame.position(frame.position() + length);
        }
    }

    private void flush(WritableByteChannel peer) throws IOException {
        chunk.flip();
        while (chunk.hasRemaining()) {
            peer.write(chunk);
        }
        chunk.clear();
    }
}
