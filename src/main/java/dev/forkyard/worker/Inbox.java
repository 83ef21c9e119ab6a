package dev.forkyard.worker;

import dev.forkyard.protocol.ExitCode;
import dev.forkyard.protocol.Message;
import dev.forkyard.protocol.MessageChannel;
import dev.forkyard.protocol.ProtocolException;
import java.io.IOException;

/**
 * Takes what the server says: what stops or takes back work at once, on the thread that reads the channel, everything else
 * in order on the thread that serves. The end of the channel is the end of this JVM, and of all processes that its tasks
 * started, whatever the serving thread is doing.
 */
final class Inbox {

    private final MessageChannel channel;
    private final Orders orders;
    private final WorkRunner runner;
    private volatile boolean over;

    Inbox(MessageChannel channel, Orders orders, WorkRunner runner) {
        this.channel = channel;
        this.orders = orders;
        this.runner = runner;
    }

    /** Runs what arrives until the server says stop; returns the code to exit with. */
    ExitCode serve() {
        Thread reader = new Thread(this::read, "channel-reader");
        reader.setDaemon(true);
        reader.start();
        runner.link();
        channel.send(new Message.Ready());
        WarmUp warmUp = runner.warmUp();
        while (true) {
            if (warmUp.proceed(orders)) {
                channel.send(new Message.Warm());
            }
            Orders.Order order = orders.take();
            if (order.message() instanceof Message.Stop) {
                over = true;
                return ExitCode.STOPPED;
            }
            if (order.message() instanceof Message.WarmUp) {
                warmUp.begin();
            } else if (order.message() instanceof Message.PauseWarmUp) {
                warmUp.pause();
            } else if (!runner.perform(order)) {
                over = true;
                return ExitCode.DAMAGED;
            }
        }
    }

    private void read() {
        ExitCode code = ExitCode.INTERNAL_ERROR;
        try {
            while (true) {
                take(channel.receive());
            }
        } catch (ProtocolException e) {
            TaskOutput.terminal().println("forkyard worker: " + e.getMessage());
            code = ExitCode.PROTOCOL_ERROR;
        } catch (IOException e) {
            code = ExitCode.CHANNEL_LOST;
        } catch (RuntimeException | Error e) {
            e.printStackTrace(TaskOutput.terminal()); // Nobody would hear the server any longer.
        }
        if (!over) {
            LastAct.halt(code); // Else this JVM closed the channel itself, and exits with a code that says why.
        }
    }

    private void take(Message message) throws ProtocolException {
        if (message instanceof Message.Cancel cancel) {
            giveBack(cancel.firstId(), cancel.lastId());
            orders.cancel(cancel.firstId(), cancel.lastId());
        } else if (message instanceof Message.Recall recall) {
            giveBack(1, recall.lastId());
        } else if (message instanceof Message.Answer answer) {
            runner.answered(answer);
        } else if (message instanceof Message.Stop
                || message instanceof Message.WarmUp
                || message instanceof Message.PauseWarmUp
                || WorkRunner.understands(message)) {
            orders.add(message);
        } else {
            throw new ProtocolException(
                    "a worker takes no " + message.getClass().getSimpleName());
        }
    }

    /** They are answered before the unit under way is, which the server knows to be right. */
    private void giveBack(long firstId, long lastId) {
        for (long id : orders.recall(firstId, lastId)) {
            channel.send(new Message.Returned(id));
        }
    }
}
