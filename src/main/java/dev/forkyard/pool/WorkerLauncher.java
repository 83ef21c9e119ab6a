package dev.forkyard.pool;

import dev.forkyard.pool.plugin.Generation;
import dev.forkyard.process.TaskProcesses;
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
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts worker JVMs: each with an environment cleared of secrets, no standard input, and a directory of its own, with its
 * socket, below one that only this user can enter. Safe for use by several threads; a launch blocks its caller.
 */
final class WorkerLauncher {

    private static final long KILL_SECONDS = 5;
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");
    private static final File NOTHING = new File("/dev/null");

    private final WorkerCommand commands;
    private final PoolProperties properties;
    private final Path runDirectory;
    private final boolean tellsCore;
    private final OomKills oomKills;
    private final AtomicLong launches = new AtomicLong();

    /** @param tellsCore whether workers are to find out on which core they run, since nobody pins them to one */
    WorkerLauncher(
            WorkerCommand commands,
            PoolProperties properties,
            Path runDirectory,
            boolean tellsCore,
            OomKills oomKills) {
        this.commands = commands;
        this.properties = properties;
        this.runDirectory = runDirectory;
        this.tellsCore = tellsCore;
        this.oomKills = oomKills;
    }

    /** Starts a worker and waits until it has connected and said who it is. */
    Worker launch(@Nullable Path archive, Generation generation) throws WorkerStartException, InterruptedException {
        return launch(generation, options -> commands.worker(options, archive));
    }

    /** The same for a worker that leaves a class-data archive behind when it is stopped. */
    Worker launchArchiving(Path archive) throws WorkerStartException, InterruptedException {
        return launch(Generation.NONE, options -> commands.archiving(options, archive));
    }

    private Worker launch(Generation generation, Function<LaunchOptions, List<String>> command)
            throws WorkerStartException, InterruptedException {
        Path directory = runDirectory.resolve(Long.toString(launches.incrementAndGet()));
        LaunchOptions options = options(directory, generation.jars());
        boolean launched = false;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Files.createDirectories(options.scratch());
            MessageChannel.createOutbox(options.outbox());
            server.bind(UnixDomainSocketAddress.of(options.socket()), 1);
            WorkerProcess process = start(command.apply(options), options);
            MessageChannel channel = connect(server, process, options.outbox());
            launched = true;
            return new Worker(process, channel, generation.id());
        } catch (IOException e) {
            throw new WorkerStartException(
                    "A worker cannot be started below " + runDirectory + ": " + WorkerStartException.words(e) + ".", e);
        } finally {
            new File(options.socket().toString()).delete();
            if (!launched) {
                removeQuietly(directory);
            }
        }
    }

    private LaunchOptions options(Path directory, List<Path> plugins) {
        return new LaunchOptions(
                directory.resolve("socket"),
                directory,
                properties.jobDirectory().toAbsolutePath().normalize(),
                ProcessHandle.current().pid(),
                properties.maxFrameLength(),
                properties.maxResultLength(),
                properties.maxLogLength(),
                properties.logOverflow() == PoolProperties.LogOverflow.FAIL,
                tellsCore,
                plugins);
    }

    private WorkerProcess start(List<String> command, LaunchOptions options) throws IOException {
        String token = TaskProcesses.newToken();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(options.scratch().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        environment.put(TaskProcesses.VARIABLE, token);
        Process process = builder.start();
        LastWords lastWords = new LastWords(process.getInputStream(), "worker-" + process.pid());
        return new WorkerProcess(process, token, lastWords, options.directory(), oomKills);
    }

    private MessageChannel connect(ServerSocketChannel server, WorkerProcess process, Path outbox)
            throws WorkerStartException, InterruptedException {
        try {
            return accept(server, process.process(), outbox);
        } catch (ClosedByInterruptException e) {
            end(process.process());
            throw new InterruptedException();
        } catch (IOException e) {
            boolean alive = process.isAlive();
            end(process.process());
            String how = alive ? complaint(e) : Death.describe(process.process().exitValue(), "");
            String words = process.lastWords().text();
            throw new WorkerStartException(
                    "A worker JVM did not start: " + how + (words.isEmpty() ? "." : ". It said: " + words), e);
        }
    }

    /** Waits also in a thread that is interrupted: nothing is left running, and what is killed is gone in no time. */
    private static void end(Process process) {
        process.toHandle().destroyForcibly(); // The process itself would close what it said before it is read.
        process.onExit()
                .completeOnTimeout(process, KILL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** A worker that dies, or that says nothing for too long, closes what is being waited for. */
    private MessageChannel accept(ServerSocketChannel server, Process process, Path outbox) throws IOException {
        AtomicReference<@Nullable AutoCloseable> awaited = new AtomicReference<>(server);
        var watch = process.onExit()
                .completeOnTimeout(process, properties.startTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(ended -> closeQuietly(awaited.getAndSet(null)));
        SocketChannel socket = server.accept();
        MessageChannel channel =
                MessageChannel.ofServer(socket, outbox, properties.maxFrameLength(), "worker-" + process.pid());
        if (!awaited.compareAndSet(server, channel)) {
            channel.close();
            throw new AsynchronousCloseException();
        }
        try {
            greet(channel, process);
        } catch (IOException e) {
            channel.close();
            throw awaited.get() == null ? new AsynchronousCloseException() : e;
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
        return e instanceof AsynchronousCloseException
                ? "it said nothing for " + properties.startTimeout().toMillis() + " ms"
                : String.valueOf(e.getMessage());
    }

    private static void removeQuietly(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.getLogger(WorkerLauncher.class.getName()).log(System.Logger.Level.DEBUG, "removing", e);
        }
    }
}
