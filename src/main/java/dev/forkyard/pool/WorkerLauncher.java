package dev.forkyard.pool;

import dev.forkyard.protocol.LaunchOptions;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.Message.Hello;
import dev.forkyard.protocol.MessageChannel;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts worker JVMs: each with an environment cleared of secrets, no standard input, a scratch directory, and a socket of
 * its own in a directory that only this user can enter. Safe for use by several threads; a launch blocks its caller.
 */
final class WorkerLauncher {

    private static final long KILL_SECONDS = 5;
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private final WorkerCommand commands;
    private final PoolProperties properties;
    private final Path runDirectory;
    private final AtomicLong launches = new AtomicLong();

    WorkerLauncher(WorkerCommand commands, PoolProperties properties, Path runDirectory) {
        this.commands = commands;
        this.properties = properties;
        this.runDirectory = runDirectory;
    }

    /** Starts a worker and waits until it has connected and said who it is. */
    Worker launch(String name, OptionalInt core, java.util.Optional<Path> archive)
            throws WorkerStartException, InterruptedException {
        return launch(name, core, options -> commands.worker(core, options, archive.orElse(null)));
    }

    /** The same for a worker that leaves a class-data archive behind when it is stopped. */
    Worker launchArchiving(Path archive) throws WorkerStartException, InterruptedException {
        return launch("archiver", OptionalInt.empty(), options -> commands.archiving(options, archive));
    }

    private Worker launch(String name, OptionalInt core, Function<LaunchOptions, List<String>> command)
            throws WorkerStartException, InterruptedException {
        String unique = name + "." + launches.incrementAndGet();
        Path socket = runDirectory.resolve(unique + ".sock");
        Path scratch = runDirectory.resolve(unique);
        Instant startedAt = Instant.now();
        boolean launched = false;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.createDirectories(scratch);
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            Process process = start(command.apply(options(socket, scratch)), scratch);
            LastWords lastWords = new LastWords(process.getInputStream(), name);
            MessageChannel channel = connect(server, process, name, lastWords);
            launched = true;
            return new Worker(name, core, process, channel, lastWords, scratch, startedAt);
        } catch (IOException e) {
            throw new WorkerStartException("A worker cannot be started: " + e.getMessage(), e);
        } finally {
            new File(socket.toString()).delete();
            if (!launched) {
                removeQuietly(scratch);
            }
        }
    }

    private LaunchOptions options(Path socket, Path scratch) {
        return new LaunchOptions(
                socket,
                scratch,
                ProcessHandle.current().pid(),
                properties.maxFrameLength(),
                properties.maxResultLength(),
                properties.maxLogLength());
    }

    private static Process start(List<String> command, Path scratch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        return builder.start();
    }

    private MessageChannel connect(ServerSocketChannel server, Process process, String name, LastWords lastWords)
            throws WorkerStartException, InterruptedException {
        try {
            return connect(server, process, name);
        } catch (ClosedByInterruptException e) {
            end(process);
            throw new InterruptedException();
        } catch (IOException e) {
            String how = process.isAlive() ? complaint(e) : Death.describe(process.exitValue(), "");
            end(process);
            String words = lastWords.text();
            throw new WorkerStartException(
                    "A worker JVM did not start: " + how + (words.isEmpty() ? "." : ". It said: " + words), e);
        }
    }

    /** Waits also in a thread that is interrupted: nothing is left running, and what is killed is gone in no time. */
    private static void end(Process process) {
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** A worker that dies, or that says nothing for too long, closes what is being waited for. */
    private MessageChannel connect(ServerSocketChannel server, Process process, String name) throws IOException {
        AtomicReference<@Nullable AutoCloseable> awaited = new AtomicReference<>(server);
        var watch = process.onExit()
                .completeOnTimeout(process, properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(ended -> closeQuietly(awaited.getAndSet(null)));
        SocketChannel socket = server.accept();
        MessageChannel channel = new MessageChannel(socket, properties.maxFrameLength(), name);
        if (!awaited.compareAndSet(server, channel)) {
            channel.close();
            throw new AsynchronousCloseException();
        }
        try {
            greet(channel, process);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (!awaited.compareAndSet(channel, null)) {
            throw new AsynchronousCloseException();
        }
        watch.cancel(false);
        return channel;
    }

    private static void greet(MessageChannel channel, Process process) throws IOException {
        Message first = channel.receive();
        if (!(first instanceof Hello hello)) {
            throw new IOException("it began with " + first.getClass().getSimpleName() + " instead of Hello");
        }
        if (hello.protocolVersion() != MessageChannel.PROTOCOL_VERSION) {
            throw new IOException("it speaks protocol version %d, the server %d"
                    .formatted(hello.protocolVersion(), MessageChannel.PROTOCOL_VERSION));
        }
        if (hello.pid() != process.pid()) {
            throw new IOException("process %d answered instead of %d".formatted(hello.pid(), process.pid()));
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (Exception e) {
            System.getLogger(WorkerLauncher.class.getName()).log(System.Logger.Level.DEBUG, "closing", e);
        }
    }

    private String complaint(IOException e) {
        return e instanceof ClosedChannelException
                ? "it said nothing for " + properties.startTimeout().toMillis() + " ms"
                : String.valueOf(e.getMessage());
    }

    private static void removeQuietly(Path scratch) {
        try {
            Directories.delete(scratch);
        } catch (IOException e) {
            System.getLogger(WorkerLauncher.class.getName()).log(System.Logger.Level.DEBUG, "removing", e);
        }
    }
}
