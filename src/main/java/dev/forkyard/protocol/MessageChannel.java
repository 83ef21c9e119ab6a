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
 * any harm. {@link #receive} is for one thread; when the channel breaks, it gives what has arrived by then, and throws.
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
     * Sends a message some time soon, after those sent before. One sent after {@link #close} or on a broken channel is
     * dropped.
     *
     * @throws FrameTooLargeException if it does not fit into a frame; nothing was sent
     */
    public void send(Message message) {
        ByteBuffer frame = Frames.encode(message, maxFrameLength);
        if (writerDone.getCount() > 0) {
            outbox.add(frame);
        }
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
        try {
            writeUntilEnd(ByteBuffer.allocateDirect(1 << 16));
            closeSocket();
        } catch (IOException e) {
            shutdownOutput(); // The reader tells why the peer is gone, after what the peer still had to say.
        } catch (InterruptedException e) {
            closeSocket();
            Thread.currentThread().interrupt();
        } finally {
            writerDone.countDown();
        }
    }

    private void writeUntilEnd(ByteBuffer chunk) throws IOException, InterruptedException {
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

    private void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            closeSocket();
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
