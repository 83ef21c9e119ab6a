package dev.forkyard.worker;

import dev.forkyard.protocol.ExitCode;
import dev.forkyard.protocol.LaunchOptions;
import dev.forkyard.protocol.Message.Hello;
import dev.forkyard.protocol.MessageChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** Entry point of a worker JVM. */
public final class WorkerMain {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private WorkerMain() {}

    /**
     * Runs a worker until it is told to stop, its server is gone, or something fails; exits with an {@link ExitCode}.
     *
     * @param args as {@link LaunchOptions#toArguments()} gives them
     */
    public static void main(String[] args) throws InterruptedException {
        LaunchOptions options;
        try {
            options = LaunchOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("forkyard worker: " + e.getMessage());
            System.exit(ExitCode.BAD_ARGUMENTS.code());
            return;
        }
        ParentWatch.start(options.parentPid());
        ExitCode code;
        try {
            MessageChannel channel = connect(options);
            TaskOutput output = new TaskOutput(channel, options.maxLogLength(), options.stopsOnOverflow());
            channel.send(new Hello(
                    MessageChannel.PROTOCOL_VERSION, ProcessHandle.current().pid()));
            Orders orders = new Orders();
            WorkRunner runner =
                    new WorkRunner(new JobTypeRegistry(options.plugins()), orders, channel, output, options);
            code = new Inbox(channel, orders, runner).serve();
            channel.closeAfterSending(LAST_WORDS);
        } catch (IOException | RuntimeException | Error e) {
            // The channel stays open until the end, or its loss would be taken for the cause.
            e.printStackTrace(TaskOutput.terminal());
            code = ExitCode.INTERNAL_ERROR;
        }
        System.exit(code.code());
    }

    private static MessageChannel connect(LaunchOptions options) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(options.socket()));
        return MessageChannel.ofWorker(socket, options.outbox(), options.maxFrameLength());
    }
}
