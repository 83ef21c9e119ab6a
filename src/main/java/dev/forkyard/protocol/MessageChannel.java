package dev.forkyard.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A private channel between the server and one worker.
 *
 * <p>{@link #send} may be called by any thread and never blocks on the peer: one writer thread owns the sending side, so
 * that neither a peer that does not read nor an interrupt of the calling thread (which would close an NIO channel) does
 * any harm. {@link #receive} is for one thread. When the channel breaks, in either direction, {@code receive} throws.
 */
public final class MessageChannel implements Closeable {

    /** Which protocol this is; server and worker must speak the same. */
    public static final int PROTOCOL_VERSION = 1;

    /** An empty frame, which no message makes, ends the writer. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final int maxFrameLength;
    private final Frames frames;
    private final LinkedBlockingQueue<ByteBuffer> outbox = new LinkedBlockingQueue<>();
    private final CountDownLatch writerDone = new CountDownLatch(1);

    /**
     * @param socket a connected channel in blocking mode; closed with this one
     * @param maxFrameLength most bytes of one frame, in both directions
     * @param name for the writer thread
     */
    public MessageChannel(SocketChannel socket, int maxFrameLength, String name) {
        this.socket = socket;
        this.maxFrameLength = maxFrameLength;
        this.frames = new Frames(socket, maxFrameLength);
        Thread writer = new Thread(this::write, name + "-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Sends a message some time soon, after those sent before. One sent after {@link #close} is dropped.
     *
     * @throws FrameTooLargeException if it does not fit into a frame; nothing was sent
     */
    public void send(Message message) {
        outbox.add(Frames.encode(message, maxFrameLength));
    }

    /** How many messages wait to be written: for senders that can slow down. */
    public int backlog() {
        return outbox.size();
    }

    /**
     * The next message; blocks for it.
     *
     * @throws ProtocolException if the peer sent something else than a message
     * @throws IOException if the channel is closed, by either side
     */
    public Message receive() throws IOException {
        return frames.read();
    }

    /** Lets what was sent reach the peer, for at most so long, and closes. */
    public void closeAfterSending(Duration atMost) throws InterruptedException {
        outbox.add(END);
        boolean sent = writerDone.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (!sent) {
            close();
        }
    }

    @Override
    public void close() {
        outbox.add(END);
        closeSocket();
    }

    private void write() {
        ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (true) {
                ByteBuffer frame = outbox.take();
                for (; frame != null; frame = outbox.poll()) {
                    if (!frame.hasRemaining()) {
                        flush(chunk);
                        return;
                    }
                    copy(frame, chunk);
                }
                flush(chunk);
            }
        } catch (IOException e) {
            // The reader learns of it from the closed socket and tells why the peer is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeSocket();
            writerDone.countDown();
        }
    }

    private void copy(ByteBuffer frame, ByteBuffer chunk) throws IOException {
        while (frame.hasRemaining()) {
            if (!chunk.hasRemaining()) {
                flush(chunk);
            }
            int length = Math.min(frame.remaining(), chunk.remaining());
            chunk.put(chunk.position(), frame, frame.position(), length).position(chunk.position() + length);
            frame.position(frame.position() + length);
        }
    }

    private void flush(ByteBuffer chunk) throws IOException {
        chunk.flip();
        while (chunk.hasRemaining()) {
            socket.write(chunk);
        }
        chunk.clear();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
