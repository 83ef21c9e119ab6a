package dev.forkyard.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the parts of one frame; a part that is not there is a {@link BufferUnderflowException}. For use by one thread. */
final class PayloadReader {

    private final ByteBuffer in;

    PayloadReader(ByteBuffer in) {
        this.in = in;
    }

    int int32() {
        return in.getInt();
    }

    long int64() {
        return in.getLong();
    }

    double float64() {
        return in.getDouble();
    }

    String string() {
        int length = count();
        String value = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return value;
    }

    <T> List<T> list(Function<PayloadReader, T> item) {
        int size = count();
        List<T> items = new ArrayList<>(Math.min(size, 1024)); // Grows as items are read; a claim costs nothing.
        for (int i = 0; i < size; i++) {
            items.add(item.apply(this));
        }
        return items;
    }

    List<String> strings() {
        return list(PayloadReader::string);
    }

    <E extends Enum<E>> E constant(Class<E> type) throws ProtocolException {
        String name = string();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
            throw new ProtocolException("there is no " + type.getSimpleName() + " " + shown, e);
        }
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    /** A length or size: never more than the bytes that are left, since each item takes at least one. */
    private int count() {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
