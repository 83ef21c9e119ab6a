package dev.forkyard.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.forkyard.protocol.Message.Log;
import dev.forkyard.protocol.Message.Overflowed;
import dev.forkyard.protocol.MessageChannel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code System.out} and {@code System.err} lead: the log of the unit of work under way, both in one stream, as
 * printed. What is printed past the cap, or while no unit is under way, is dropped; a unit that passes the cap may be
 * stopped for it. Safe for use by any thread.
 */
final class TaskOutput extends OutputStream {

    private static final int PIECE = 8192;

    private static final PrintStream TERMINAL =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private final MessageChannel channel;
    private final int maxLength;
    private final boolean stopsOnOverflow;
    private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);

    @GuardedBy("this") private final byte[] piece = new byte[PIECE];

    @GuardedBy("this") private int length;

    @GuardedBy("this") private int printed;

    @GuardedBy("this") private @Nullable Unit unit;

    /**
     * @param maxLength most bytes of one unit
     * @param stopsOnOverflow whether a unit that prints more is stopped
     */
    TaskOutput(MessageChannel channel, int maxLength, boolean stopsOnOverflow) {
        this.channel = channel;
        this.maxLength = maxLength;
        this.stopsOnOverflow = stopsOnOverflow;
    }

    /** The process's own standard error: for the worker's last words, which the pool keeps. */
    static PrintStream terminal() {
        return TERMINAL;
    }

    /** From now on, what is printed is the log of that unit, whatever the one before has done to the streams. */
    void begin(Unit begun) {
        System.setOut(stream);
        System.setErr(stream);
        synchronized (this) {
            unit = begun;
            length = 0;
            printed = 0;
        }
    }

    synchronized void end() {
        Unit current = unit;
        if (current != null && length > 0) {
            channel.sendSoon(new Log(current.id(), new String(piece, 0, length, StandardCharsets.UTF_8)));
        }
        unit = null;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        Unit current = unit;
        if (current == null || printed > maxLength) {
            return;
        }
        int taken = Math.min(count, maxLength - printed);
        for (int i = from; i < from + taken; i++) {
            piece[length++] = bytes[i];
            if (length == PIECE) {
                send(current);
            }
        }
        send(current);
        printed += taken;
        if (taken < count) {
            overflow(current);
        }
    }

    @GuardedBy("this") private void overflow(Unit current) {
        printed = maxLength + 1;
        String what = stopsOnOverflow ? "stopped for printing more than %d bytes" : "output past %d bytes was dropped";
        channel.sendSoon(new Log(current.id(), "\n[" + what.formatted(maxLength) + "]\n"));
        if (stopsOnOverflow) {
            channel.send(new Overflowed(current.id()));
            current.overflow();
        }
    }

    /** Sends what is complete; the first bytes of a character whose rest is yet to come are kept back. */
    @GuardedBy("this") private void send(Unit current) {
        int complete = Utf8.completePrefix(piece, length);
        if (complete == 0) {
            return;
        }
        channel.sendSoon(new Log(current.id(), new String(piece, 0, complete, StandardCharsets.UTF_8)));
        System.arraycopy(piece, complete, piece, 0, length - complete);
        length -= complete;
    }
}
