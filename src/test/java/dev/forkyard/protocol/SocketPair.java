package dev.forkyard.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Both ends of one Unix domain socket. */
public record SocketPair(SocketChannel near, SocketChannel far) implements Closeable {

    /** Connects two ends. */
    public static SocketPair open() throws IOException {
        Path directory = Files.createTempDirectory("pair");
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new SocketPair(server.accept(), far);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        far.close();
    }
}
