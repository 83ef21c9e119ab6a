package dev.forkyard.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes the parts of one frame into a growing buffer, up to a cap. For use by one thread. */
final class PayloadWriter {

    private final int maxLength;
    private byte[] bytes = new byte[256];
    private int length;

    /** @param reserved bytes left free at the front, for the frame's header */
    PayloadWriter(int reserved, int maxLength) {
        this.maxLength = maxLength;
        this.length = reserved;
    }

    PayloadWriter int32(int value) {
        int at = grow(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(at, value);
        return this;
    }

    PayloadWriter int64(long value) {
        int at = grow(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(at, value);
        return this;
    }

    PayloadWriter float64(double value) {
        return int64(Double.doubleToRawLongBits(value));
    }

    PayloadWriter string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        int at = grow(utf8.length);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
        return this;
    }

    PayloadWriter strings(List<String> values) {
        int32(values.size());
        for (String value : values) {
            string(value);
        }
        return this;
    }

    /** What was written, header space included. */
    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private int grow(int more) {
        int at = length;
        long wanted = (long) length + more;
        if (wanted > maxLength) {
            throw new FrameTooLargeException(wanted, maxLength);
        }
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxLength, Math.max(wanted, 2L * bytes.length)));
        }
        length = (int) wanted;
        return at;
    }
}
