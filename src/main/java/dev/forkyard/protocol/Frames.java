package dev.forkyard.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Turns messages into frames and back. A frame is four bytes of magic ({@code FKYD}), the type code in one byte, the
 * payload's length in four, and the payload. A frame that does not begin so, is longer than the cap, or whose payload does
 * not hold exactly its message, is a {@link ProtocolException}. Each instance reads on behalf of one thread.
 */
final class Frames {

    private static final int MAGIC = 0x464B5944;
    private static final int HEADER = Integer.BYTES + Byte.BYTES + Integer.BYTES;

    private final ReadableByteChannel source;
    private final int maxLength;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(1 << 16).limit(0);

    /** @param maxLength most bytes of one frame, its header included */
    Frames(ReadableByteChannel source, int maxLength) {
        this.source = source;
        this.maxLength = maxLength;
    }

    static ByteBuffer encode(Message message, int maxLength) {
        PayloadWriter out = new PayloadWriter(HEADER, maxLength);
        byte type = MessageCodec.write(message, out);
        ByteBuffer frame = out.toBuffer();
        frame.putInt(0, MAGIC).put(Integer.BYTES, type).putInt(Integer.BYTES + 1, frame.limit() - HEADER);
        return frame;
    }

    /** The next message; blocks for it. {@link EOFException} once the other side has closed between two frames. */
    Message read() throws IOException {
        if (!arrived.hasRemaining() && !fill()) {
            throw new EOFException("the channel was closed");
        }
        while (arrived.remaining() < HEADER) {
            require(fill());
        }
        int magic = arrived.getInt();
        if (magic != MAGIC) {
            throw new ProtocolException("a frame begins with %08x instead of %08x".formatted(magic, MAGIC));
        }
        byte type = arrived.get();
        int length = arrived.getInt();
        if (length < 0 || length > maxLength - HEADER) {
            throw new ProtocolException(
                    "a frame of %d bytes is over the limit of %d".formatted(length & 0xFFFFFFFFL, maxLength - HEADER));
        }
        return decode(type, new PayloadReader(ByteBuffer.wrap(payload(length))));
    }

    /** Whether {@link #read} would find a whole frame in what has arrived. */
    boolean hasArrived() {
        if (arrived.remaining() < HEADER) {
            return false;
        }
        int length = arrived.getInt(arrived.position() + Integer.BYTES + 1);
        return length >= 0 && length <= arrived.remaining() - HEADER;
    }

    private static Message decode(byte type, PayloadReader in) throws ProtocolException {
        Message message;
        try {
            message = MessageCodec.read(type, in);
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("a frame of type " + type + " holds less than its message", e);
        }
        if (!in.atEnd()) {
            throw new ProtocolException("a frame of type " + type + " holds more than its message");
        }
        return message;
    }

    /** Grows as the bytes arrive, so that a mere claim of length costs nothing. */
    private byte[] payload(int length) throws IOException {
        byte[] payload = new byte[Math.min(length, arrived.capacity())];
        int have = 0;
        while (have < length) {
            if (!arrived.hasRemaining()) {
                require(fill());
            }
            int more = Math.min(arrived.remaining(), length - have);
            if (have + more > payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * payload.length));
            }
            arrived.get(payload, have, more);
            have += more;
        }
        return payload;
    }

    /** The end of a peer is no breach by itself: why it ended is told by its process. */
    private static void require(boolean moreArrived) throws EOFException {
        if (!moreArrived) {
            throw new EOFException("the channel was closed within a frame");
        }
    }

    private boolean fill() throws IOException {
        arrived.compact();
        int read = source.read(arrived);
        arrived.flip();
        return read >= 0;
    }
}
