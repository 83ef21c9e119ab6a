package dev.forkyard.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A private channel between the server and one worker.
 *
 * <p>{@link #send} may be called by any thread: one writer thread owns the sending side, so that an interrupt of the calling
 * thread (which would close an NIO channel) does no harm. {@link #receive} is for one thread; when the channel breaks, it
 * gives what the peer had to say by then, and throws.
 *
 * <p>The server's side sends without ever waiting for the peer. The worker's side keeps what it sends in a file that
 * survives it, from which the server reads what had not been written when the worker died; it waits while that file is full.
 */
public final class MessageChannel implements Closeable {

    /** Which protocol this is; server and worker must speak the same. */
    public static final int PROTOCOL_VERSION = 5;

    /** How often a worker that has nothing else to say says that it lives. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final SocketChannel socket;
    private final int maxFrameLength;
    private final Frames frames;
    private final Outbox outbox;
    private final CountDownLatch writerDone = new CountDownLatch(1);

    private MessageChannel(
            SocketChannel socket, ReadableByteChannel source, Outbox outbox, int maxFrameLength, String name) {
        this.socket = socket;
        this.maxFrameLength = maxFrameLength;
        this.frames = new Frames(source, maxFrameLength);
        this.outbox = outbox;
        Thread writer = new Thread(this::write, name + "-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * The server's side.
     *
     * @param socket a connected channel in blocking mode; closed with this one
     * @param workerOutbox the file that the worker's side keeps what it sends in
     * @param maxFrameLength most bytes of one frame, in both directions
     * @param name for the writer thread
     */
    public static MessageChannel ofServer(SocketChannel socket, Path workerOutbox, int maxFrameLength, String name) {
        return new MessageChannel(
                socket, new SurvivingSource(socket, workerOutbox), new QueuedOutbox(), maxFrameLength, name);
    }

    /**
     * The worker's side.
     *
     * @param socket a connected channel in blocking mode; closed with this one
     * @param outbox a file that {@link #createOutbox} has made
     * @param maxFrameLength most bytes of one frame, in both directions
     */
    public static MessageChannel ofWorker(SocketChannel socket, Path outbox, int maxFrameLength) throws IOException {
        ByteBuffer heartbeat = Frames.encode(new Message.Heartbeat(), maxFrameLength);
        return new MessageChannel(
                socket, socket, new RecordedOutbox(outbox, heartbeat, HEARTBEAT.toNanos()), maxFrameLength, "channel");
    }

    /** Makes the file that a worker keeps what it sends in. */
    public static void createOutbox(Path path) throws IOException {
        RecordedOutbox.create(path);
    }

    /**
     * Sends a message at once, after those sent before. One sent after {@link #close} or on a broken channel is dropped.
     *
     * @throws FrameTooLargeException if it does not fit into a frame; nothing was sent
     */
    public void send(Message message) {
        send(message, true);
    }

    /** The same for a message that may wait a millisecond for others to follow. */
    public void sendSoon(Message message) {
        send(message, false);
    }

    private void send(Message message, boolean urgent) {
        ByteBuffer frame = Frames.encode(message, maxFrameLength);
        if (writerDone.getCount() > 0) {
            outbox.add(frame, urgent);
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

    /** Whether the next message has arrived as a whole, so that {@link #receive} would not wait; for the same thread. */
    public boolean hasArrived() {
        return frames.hasArrived();
    }

    /** Lets what was sent reach the peer, for at most so long, and closes. */
    public void closeAfterSending(Duration atMost) throws InterruptedException {
        outbox.end();
        boolean sent = writerDone.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (!sent) {
            close();
        }
    }

    @Override
    public void close() {
        outbox.end();
        closeSocket();
    }

    private void write() {
        try {
            boolean more;
            do {
                more = outbox.writeTo(socket);
            } while (more);
            closeSocket();
        } catch (IOException e) {
            shutdownOutput(); // The reader tells why the peer is gone, after what the peer still had to say.
        } catch (InterruptedException e) {
            closeSocket();
            Thread.currentThread().interrupt();
        } finally {
            outbox.end();
            writerDone.countDown();
        }
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
