package dev.forkyard.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server's and a worker's side of one channel, in this process.
 *
 * @param outbox the file in which what the worker's side sends survives it
 */
public record ChannelPair(MessageChannel server, MessageChannel worker, Path outbox) implements Closeable {

    /** Connects two sides. */
    public static ChannelPair open(int maxFrameLength) throws IOException {
        SocketPair sockets = SocketPair.open();
        Path outbox = Files.createTempDirectory("pair").resolve("outbox");
        MessageChannel.createOutbox(outbox);
        return new ChannelPair(
                MessageChannel.ofServer(sockets.near(), outbox, maxFrameLength, "near"),
                MessageChannel.ofWorker(sockets.far(), outbox, maxFrameLength),
                outbox);
    }

    /** The next message to the server that is no mere sign of life. */
    public Message receive() throws IOException {
        Message message = server.receive();
        while (message instanceof Message.Heartbeat) {
            message = server.receive();
        }
        return message;
    }

    @Override
    public void close() throws IOException {
        worker.close();
        server.close();
        Files.delete(outbox);
        Files.delete(outbox.getParent());
    }
}
