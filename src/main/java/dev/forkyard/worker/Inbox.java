package dev.forkyard.worker;

import dev.forkyard.protocol.ExitCode;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.protocol.ProtocolException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Takes what the server says: cancellations at once, on the thread that reads the channel, everything else in order on the
 * thread that serves. The end of the channel is the end of this JVM, whatever the serving thread is doing.
 */
final class Inbox {

    private final MessageChannel channel;
    private final WorkRunner runner;
    private final BlockingQueue<Message> orders = new LinkedBlockingQueue<>();

    Inbox(MessageChannel channel, WorkRunner runner) {
        this.channel = channel;
        this.runner = runner;
    }

    /** Runs what arrives until the server says stop; returns the code to exit with. */
    ExitCode serve() {
        Thread reader = new Thread(this::read, "channel-reader");
        reader.setDaemon(true);
        reader.start();
        runner.warmUp();
        while (true) {
            Message order;
            try {
                order = orders.take();
            } catch (InterruptedException e) {
                continue; // A task's late interrupt, meant for a unit that has ended.
            }
            if (order instanceof Message.Stop) {
                return ExitCode.STOPPED;
            }
            runner.perform(order);
        }
    }

    private void read() {
        ExitCode code = ExitCode.INTERNAL_ERROR;
        try {
            while (true) {
                Message message = channel.receive();
                if (message instanceof Message.Cancel cancel) {
                    runner.cancel(cancel.id());
                } else if (message instanceof Message.Stop) {
                    orders.add(message);
                    return;
                } else if (WorkRunner.understands(message)) {
                    orders.add(message);
                } else {
                    throw new ProtocolException(
                            "a worker takes no " + message.getClass().getSimpleName());
                }
            }
        } catch (ProtocolException e) {
            TaskOutput.terminal().println("forkyard worker: " + e.getMessage());
            code = ExitCode.PROTOCOL_ERROR;
        } catch (IOException e) {
            code = ExitCode.CHANNEL_LOST;
        } catch (RuntimeException | Error e) {
            e.printStackTrace(TaskOutput.terminal()); // Nobody would hear the server any longer.
        }
        Runtime.getRuntime().halt(code.code());
    }
}
