package dev.forkyard.pool;

import dev.forkyard.protocol.LaunchOptions;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.MessageChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A peer that starts one real worker JVM on nothing but its own class path, and says to it what a test wants. */
final class ScriptedServer implements Closeable {

    private static final int MAX_FRAME = 1 << 20;

    private final Process process;
    private final SocketChannel socket;
    private final MessageChannel channel;
    private final Path output;
    private final Path scratch;
    private final Message hello;

    private ScriptedServer(Process process, SocketChannel socket, Path output, LaunchOptions options)
            throws IOException {
        this.process = process;
        this.socket = socket;
        this.channel = MessageChannel.ofServer(socket, options.outbox(), MAX_FRAME, "script");
        this.output = output;
        this.scratch = options.scratch();
        this.hello = channel.receive();
        while (!(channel.receive() instanceof Message.Ready)) {
            Thread.onSpinWait();
        }
    }

    static ScriptedServer start(Path directory) throws IOException {
        return start(directory, command -> command);
    }

    /** @param wrapper what to make of the command line before it is run */
    static ScriptedServer start(Path directory, UnaryOperator<List<String>> wrapper) throws IOException {
        PoolProperties properties = PoolSettings.ofSize(1).toProperties();
        WorkerClassPath classPath = WorkerClassPath.prepare(properties.cacheDirectory(), properties.classPath());
        Path path = Files.createTempDirectory("scripted").resolve("s");
        Path output = directory.resolve("output");
        LaunchOptions options = new LaunchOptions(
                path,
                directory,
                directory.resolve("jobs"),
                ProcessHandle.current().pid(),
                MAX_FRAME,
                1000,
                1000,
                false,
                true,
                List.of());
        Files.createDirectory(options.scratch());
        MessageChannel.createOutbox(options.outbox());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Process process = launch(new WorkerCommand(classPath, properties), options, output, wrapper);
            return new ScriptedServer(process, server.accept(), output, options);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(path.getParent());
        }
    }

    private static Process launch(
            WorkerCommand commands, LaunchOptions options, Path output, UnaryOperator<List<String>> wrapper)
            throws IOException {
        List<String> command = new ArrayList<>(commands.worker(options, null));
        ProcessBuilder builder = new ProcessBuilder(wrapper.apply(command));
        builder.environment().clear();
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    Message hello() {
        return hello;
    }

    Process process() {
        return process;
    }

    Path scratch() {
        return scratch;
    }

    /** What the process wrote to its own standard output and error. */
    String output() throws IOException {
        return Files.readString(output);
    }

    void send(Message message) {
        channel.send(message);
    }

    /** Past all framing. */
    void sendRaw(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** The next message that is no mere sign of life. */
    Message receive() throws IOException {
        Message message = channel.receive();
        while (message instanceof Message.Heartbeat) {
            message = channel.receive();
        }
        return message;
    }

    /** The next message that is neither progress nor log. */
    Message answer() throws IOException {
        Message message = receive();
        while (message instanceof Message.Progress || message instanceof Message.Log) {
            message = receive();
        }
        return message;
    }

    /** Receives until the unit has printed that. */
    void awaitLog(String text) throws IOException {
        while (!(receive() instanceof Message.Log log && log.text().contains(text))) {
            Thread.onSpinWait();
        }
    }

    /** Closes this end, as the OS does when a server dies. */
    void disappear() {
        channel.close();
    }

    /** The exit code, as soon as there is one; null if there is none within so long. */
    @Nullable Integer exitCode(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS) ? Integer.valueOf(process.exitValue()) : null;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        channel.close();
    }
}
