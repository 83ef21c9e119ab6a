package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.Log;
import dev.forkyard.protocol.MessageChannel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where {@code System.out} and {@code System.err} lead: the log of the unit of work under way, both in one stream, as
 * printed. A line is sent when it ends, a long one in pieces. What is printed past the cap, or while no unit is under way,
 * is dropped. Safe for use by any thread.
 */
final class TaskOutput extends OutputStream {

    private static final int PIECE = 8192;

    private static final PrintStream TERMINAL =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private final MessageChannel channel;
    private final int maxLength;

    @GuardedBy("this") private final byte[] line = new byte[PIECE];

    @GuardedBy("this") private int length;

    @GuardedBy("this") private int printed;

    @GuardedBy("this") private long unit = -1;

    private TaskOutput(MessageChannel channel, int maxLength) {
        this.channel = channel;
        this.maxLength = maxLength;
    }

    /** From now on, what is printed becomes the log of the current unit. */
    static TaskOutput capture(MessageChannel channel, int maxLength) {
        TaskOutput output = new TaskOutput(channel, maxLength);
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return output;
    }

    /** The process's own standard error: for the worker's last words, which the pool keeps. */
    static PrintStream terminal() {
        return TERMINAL;
    }

    synchronized void begin(long id) {
        unit = id;
        length = 0;
        printed = 0;
    }

    synchronized void end() {
        send();
        unit = -1;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        if (unit < 0) {
            return;
        }
        for (int i = from; i < from + count && printed <= maxLength; i++) {
            if (printed++ == maxLength) {
                send();
                channel.send(new Log(unit, "\n[output past " + maxLength + " bytes was dropped]\n"));
                return;
            }
            line[length++] = bytes[i];
            if (length == PIECE || bytes[i] == '\n') {
                send();
            }
        }
    }

    /** Sends what is complete; the first bytes of a character whose rest is yet to come are kept back. */
    @GuardedBy("this") private void send() {
        int complete = Utf8.completePrefix(line, length);
        if (complete == 0) {
            return;
        }
        channel.send(new Log(unit, new String(line, 0, complete, StandardCharsets.UTF_8)));
        System.arraycopy(line, complete, line, 0, length - complete);
        length -= complete;
    }
}
